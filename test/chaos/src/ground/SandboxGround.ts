import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  commitFiles,
  repositoryFiles,
  startWorld,
  World,
} from '@previewenv/test-sandbox';
import {
  buildMilliseconds,
  namespacePrefix,
  owner,
  shortestLeaseSeconds,
  webhookSecret,
} from '../places';
import { discardAtExit } from '../discard';
import { askGateway } from './askGateway';
import { CodeHost } from './CodeHost';
import {
  ClusterObject,
  Ground,
  HangingSyncs,
  Page,
  PullChange,
} from './Ground';
import { foreignersBeside } from './foreigners';
import { hangWhatSyncs } from './hangWhatSyncs';
import { hold } from './hold';
import { withoutMesh } from './repositories';
import { objectsOf } from './sandboxObjects';
import { send } from './send';
import { generationOf, previewOf, Trace } from './trace';

/** Milliseconds. Long enough to be caught in the middle of, short enough for minutes of a run. */
const pace = {
  build: buildMilliseconds,
  podStart: 300,
  podStop: 100,
  refresh: 100,
  sync: 1_000,
  namespace: 300,
  route: 400,
};
const token = 'sandbox';
const hostSuffix = 'preview.localhost';
/** The state is thrown away: it is written once, at the end. */
const never = 24 * 60 * 60 * 1000;

/** The sandbox's stand-ins, in this process. */
export class SandboxGround implements Ground {
  readonly repositories: string[];
  readonly trace = new Trace();
  readonly leaseSeconds = shortestLeaseSeconds;
  // The longest pause between two tries.
  readonly finishingMilliseconds = 5 * 60_000;
  readonly #world: World;
  readonly #hanging: Set<string>;
  readonly #codeHost: CodeHost;

  static async start(options: {
    repositories: string[];
    webhookPort: number;
  }): Promise<SandboxGround> {
    const directory = await mkdtemp(join(tmpdir(), 'previewenv-chaos-'));
    discardAtExit(directory);
    const hanging = new Set<string>();
    const world = await startWorld({
      ports: {
        backend: options.webhookPort,
        github: 0,
        gateway: 0,
        kubernetes: 0,
        registry: 0,
      },
      stateDirectory: directory,
      gather: never,
      webhookSecret,
      pace,
      syncHangs: application =>
        [...hanging].some(id => application.startsWith(`${id}-`)),
      seed: (hub, addresses) => {
        for (const name of options.repositories) {
          const repository = hub.addRepository({ owner, name });
          commitFiles(hub, repository, {
            branch: 'main',
            changes: withoutMesh(
              repositoryFiles(
                { name, description: name, calls: [], onboarded: true },
                addresses,
              ),
            ),
            message: 'Begin',
            author: 'mira',
          });
        }
      },
    });
    return new SandboxGround({
      world,
      hanging,
      repositories: options.repositories,
    });
  }

  private constructor(options: {
    world: World;
    hanging: Set<string>;
    repositories: string[];
  }) {
    this.#world = options.world;
    this.#hanging = options.hanging;
    this.repositories = options.repositories;
    this.#codeHost = new CodeHost({
      github: options.world.github,
      repositories: options.repositories,
    });
    this.#follow();
  }

  get addresses(): Ground['addresses'] {
    const { ports } = this.#world;
    return {
      codeHost: this.#codeHost.address,
      kubernetes: { host: '127.0.0.1', port: ports.kubernetes, token },
      gateway: { host: '127.0.0.1', port: ports.gateway },
      registryHost: `localhost:${ports.registry}`,
      hostSuffix,
    };
  }

  change(repository: string, number: number, change: PullChange) {
    return this.#codeHost.change(repository, number, change);
  }

  pulls() {
    return this.#codeHost.pulls();
  }

  async objects(): Promise<ClusterObject[]> {
    return objectsOf(this.#world.cluster);
  }

  ask(host: string): Promise<Page> {
    return askGateway(this.addresses.gateway, host);
  }

  async addForeigners(): Promise<void> {
    const { kubernetes } = this.addresses;
    const foreigners = this.repositories.flatMap(name =>
      foreignersBeside(name, hostSuffix),
    );
    for (const object of foreigners) {
      const { namespace } = object.metadata;
      const plural = `${object.kind.toLowerCase()}s`;
      const group = object.apiVersion === 'v1' ? 'api' : 'apis';
      await send(
        'POST',
        `http://${kubernetes.host}:${kubernetes.port}/${group}/${
          object.apiVersion
        }/${namespace ? `namespaces/${namespace}/` : ''}${plural}`,
        {
          body: JSON.stringify(object),
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            'user-agent': 'somebody-else/1.0',
          },
        },
      );
    }
  }

  async stopArgoCd(): Promise<void> {
    this.#world.argocd.stop();
  }

  async startArgoCd(): Promise<void> {
    this.#world.argocd.start();
  }

  hangSyncs(trouble: HangingSyncs): Promise<void> {
    return hangWhatSyncs(trouble, {
      objects: () => this.objects(),
      hanging: this.#hanging,
    });
  }

  async hangFinalizer(previewId: string) {
    return hold(this.#world.cluster, `${namespacePrefix}${previewId}`);
  }

  removeDefinition(repository: string) {
    return this.#codeHost.removeDefinition(repository);
  }

  async close(): Promise<void> {
    await this.#world.close();
  }

  #follow(): void {
    const { apiServer, cluster } = this.#world;
    apiServer.audit.subscribe(entry => {
      if (entry.dryRun || !entry.user.startsWith('preview-environments/'))
        return;
      this.trace.add({
        ...entry,
        kind: 'write',
        at: Date.now(),
        generation: generationOf(entry.user),
        previewId: previewOf(entry),
      });
    });
    cluster.subscribe(({ type, resource, object }) => {
      if (type !== 'DELETED') return;
      const { namespace, name } = object.metadata;
      const place = { resource: resource.plural, namespace, name };
      this.trace.add({
        ...place,
        kind: 'gone',
        at: Date.now(),
        previewId: previewOf(place),
      });
    });
  }
}
