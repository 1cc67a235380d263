import { writeFile, readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { backendProgram } from '@previewenv/test-cluster/src/ground/backend';
import {
  definitionOf,
  webhookSecret,
  writeBackendConfig,
} from '@previewenv/test-cluster/src/ground/backendConfig';
import { putFile } from '@previewenv/test-cluster/src/ground/github';
import {
  argoNamespace,
  backendUser,
  ports,
} from '@previewenv/test-cluster/src/ground/place';
import { backendKubeconfig } from '@previewenv/test-cluster/src/ground/platform';
import { getPreview } from '@previewenv/test-cluster/src/ground/previews';
import { Program } from '@previewenv/test-cluster/src/ground/processes';
import { pushImage } from '@previewenv/test-cluster/src/ground/registry';
import { setTimeout as pause } from 'node:timers/promises';
import { TimedRecord } from '@previewenv/test-cluster/src/ground/auditLog';
import { codeHost, headOf } from './codeHost';
import { Contender } from './contender';
import { Waits } from './waits/Waits';

const hostSuffix = 'preview.test';
/** The default of the product: nothing but webhooks should matter within a measurement. */
const listingSeconds = 300;
/** Openings that are under way at the same time while seeding. */
const batch = 25;
const batchMilliseconds = 10 * 60_000;

/** This project, as the kit's tests run it. */
export class PreviewEnvironments implements Contender {
  readonly name = 'preview environments';
  readonly repository = 'web';
  readonly hook = {
    url: `http://127.0.0.1:${ports.backend}/api/events/http/github`,
    secret: webhookSecret,
  };
  readonly #backend: Program;

  private constructor(backend: Program) {
    this.#backend = backend;
  }

  static async start(options: {
    repoURL: string;
    /** Connection string of a PostgreSQL server. */
    database: string;
    /** For a CPU profile of the backend. */
    profileDirectory?: string;
    /** Records what the backend waits for. */
    waits?: Waits;
  }): Promise<PreviewEnvironments> {
    await putFile(
      'web',
      'preview.yaml',
      definitionOf('web', { repoURL: options.repoURL, hostSuffix }),
    );
    const config = await writeBackendConfig({
      kubeconfig: await backendKubeconfig(),
      hostSuffix,
      listener: 'preview',
      listingSeconds,
    });
    await asInProduction(config, options.database);
    const backend = backendProgram(config, {
      logLevel: 'warn',
      profileDirectory: options.profileDirectory,
      preload: options.waits,
    });
    await backend.start();
    return new PreviewEnvironments(backend);
  }

  async seed(numbers: number[]): Promise<void> {
    await codeHost.hookTo(this.hook);
    for (let begin = 0; begin < numbers.length; begin += batch) {
      const some = numbers.slice(begin, begin + batch);
      for (const number of some) {
        await this.prepare(number);
        await codeHost.put(this.repository, number, {
          state: 'open',
          sha: headOf(number),
        });
      }
      await this.#ready(some);
    }
  }

  async prepare(number: number): Promise<void> {
    await pushImage('web', `pr-${number}-${headOf(number).slice(0, 7)}`);
  }

  creates({ verb, objectRef }: TimedRecord): boolean {
    return (
      verb === 'create' &&
      objectRef?.resource === 'applications' &&
      objectRef.namespace === argoNamespace
    );
  }

  removes(number: number, { verb, objectRef, user }: TimedRecord): boolean {
    return (
      verb === 'delete' &&
      user.username === backendUser &&
      (objectRef?.namespace === `pv-web-pr-${number}` ||
        objectRef?.name === `web-pr-${number}-web`)
    );
  }

  writes({ user }: TimedRecord): boolean {
    return user.username === backendUser;
  }

  pid(): number {
    return this.#backend.pid;
  }

  async stop(): Promise<void> {
    await this.#backend.kill();
  }

  async #ready(numbers: number[]): Promise<void> {
    const deadline = performance.now() + batchMilliseconds;
    let left = numbers.map(number => `web-pr-${number}`);
    for (;;) {
      const previews = await Promise.all(left.map(id => getPreview(id)));
      left = left.filter((_, index) => previews[index]?.phase !== 'ready');
      if (left.length === 0) return;
      if (performance.now() > deadline) {
        const reason = (await getPreview(left[0]))?.reason;
        throw new Error(
          `${left.length} previews did not become ready: ${left[0]}: ${reason}`,
        );
      }
      await pause(500);
    }
  }
}

/** Unlike the tests: a database as in production, and leases as long as the product's default. */
async function asInProduction(path: string, connection: string): Promise<void> {
  const config = parse(await readFile(path, 'utf8'));
  delete config.previewEnvironments.workers;
  config.backend.database = { client: 'pg', connection };
  await writeFile(path, stringify(config));
}
