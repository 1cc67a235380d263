import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  commitFiles,
  GitHub,
  Registry,
  startGitHub,
  startRegistry,
} from '@previewenv/test-sandbox';
import {
  buildMilliseconds,
  namespacePrefix,
  owner,
  shortestLeaseSeconds,
  webhookSecret,
} from '../../places';
import { askGateway } from '../askGateway';
import { CodeHost } from '../CodeHost';
import { foreignersBeside } from '../foreigners';
import { ClusterObject, Ground, HangingSyncs, PullChange } from '../Ground';
import { Trace } from '../trace';
import { Administrator } from './Administrator';
import { AuditTrail } from './AuditTrail';
import { CourseOfObjects } from './CourseOfObjects';
import { chartFiles, definitionOf } from './deploySource';
import { hangSyncs } from './hangingSyncs';
import { holdService } from './holdService';
import { KitProcess } from './KitProcess';
import { kinds, viewOf } from './kitObjects';
import {
  adminApi,
  apply,
  backendUser,
  gateway,
  GitRepository,
  kit,
  kubectl,
} from './parts';
import { preparePlatform } from './preparePlatform';

const hostSuffix = 'preview.test';
const apiServer = { host: '127.0.0.1', port: 6443 };
const argoCdHealth = 'http://127.0.0.1:8282/healthz';

interface Parts {
  administrator: Administrator;
  github: GitHub;
  registry: Registry;
  git: GitRepository;
  course: CourseOfObjects;
  token: string;
  ca: Buffer;
}

/** The cluster kit: a real control plane, Argo CD and Traefik. Code host and registry are stand-ins, in this process. */
export class KitGround implements Ground {
  readonly repositories: string[];
  readonly trace: Trace;
  readonly leaseSeconds = 2 * shortestLeaseSeconds;
  readonly finishingMilliseconds = 5 * 60_000;
  readonly apiServer: KitProcess;
  readonly #parts: Parts;
  readonly #codeHost: CodeHost;
  readonly #audit: AuditTrail;
  readonly #argoCd: KitProcess;

  static async start(options: {
    repositories: string[];
    webhookPort: number;
  }): Promise<KitGround> {
    const { repositories } = options;
    const git = new GitRepository();
    await git.start();
    await git.commit(chartFiles);
    await preparePlatform();
    const registry = await startRegistry({ port: 0 });
    const github = await startGitHub({
      port: 0,
      webhook: {
        url: `http://localhost:${options.webhookPort}/api/events/http/github`,
        secret: webhookSecret,
        events: ['pull_request', 'push', 'issue_comment'],
      },
      ci: {
        push: ({ name, tag, labels }) =>
          void registry.images.push(name, tag, labels),
        delay: buildMilliseconds,
      },
    });
    for (const name of repositories)
      commitFiles(github.hub, github.hub.addRepository({ owner, name }), {
        branch: 'main',
        changes: {
          Dockerfile: 'FROM scratch\n',
          'preview.yaml': definitionOf(name, {
            repoURL: git.url,
            registryHost: `localhost:${registry.port}`,
            hostSuffix,
          }),
        },
        message: 'Begin',
        author: 'mira',
      });
    const api = await adminApi();
    const token = await kubectl([
      ...['-n', 'preview-environments', 'create', 'token', 'backend'],
      '--duration=12h',
    ]);
    return new KitGround(repositories, {
      administrator: new Administrator(api),
      github,
      registry,
      git,
      course: new CourseOfObjects(api),
      token: token.trim(),
      ca: await readFile(join(kit.directory, 'pki/ca.crt')),
    });
  }

  private constructor(repositories: string[], parts: Parts) {
    const { administrator, course, github } = parts;
    const { directory } = kit;
    this.repositories = repositories;
    this.#parts = parts;
    this.#codeHost = new CodeHost({ github, repositories });
    this.trace = new Trace({ course: () => course.entries() });
    this.#audit = new AuditTrail({
      path: kit.auditLog,
      user: backendUser,
      trace: this.trace,
    });
    this.apiServer = new KitProcess({
      name: 'kube-apiserver',
      directory,
      isReady: () => administrator.isReady(),
    });
    this.#argoCd = new KitProcess({
      name: 'argocd-application-controller',
      directory,
      isReady: isArgoCdReady,
    });
  }

  get addresses(): Ground['addresses'] {
    const { ca, registry, token } = this.#parts;
    return {
      codeHost: this.#codeHost.address,
      kubernetes: { ...apiServer, token, ca },
      gateway: { host: gateway.address, port: gateway.port },
      registryHost: `localhost:${registry.port}`,
      hostSuffix,
    };
  }

  change(repository: string, number: number, change: PullChange) {
    return this.#codeHost.change(repository, number, change);
  }

  pulls() {
    return this.#codeHost.pulls();
  }

  removeDefinition(repository: string) {
    return this.#codeHost.removeDefinition(repository);
  }

  async objects(): Promise<ClusterObject[]> {
    const lists = await Promise.all(
      kinds.map(async ({ kind, path }) => {
        const { items } = await this.#parts.administrator.list(path);
        return items.map(object => viewOf(kind, object));
      }),
    );
    return lists.flat();
  }

  ask(host: string) {
    return askGateway(this.addresses.gateway, host);
  }

  async addForeigners(): Promise<void> {
    await apply(
      ...this.repositories.flatMap(name => foreignersBeside(name, hostSuffix)),
    );
  }

  async stopArgoCd(): Promise<void> {
    await this.#argoCd.stop();
  }

  async startArgoCd(): Promise<void> {
    await this.#argoCd.continue();
  }

  async killArgoCd(): Promise<void> {
    await this.#argoCd.close();
    await this.#argoCd.open();
  }

  hangSyncs(trouble: HangingSyncs): Promise<void> {
    return hangSyncs(trouble, {
      administrator: this.#parts.administrator,
      objects: () => this.objects(),
    });
  }

  hangFinalizer(previewId: string) {
    return holdService(
      this.#parts.administrator,
      `${namespacePrefix}${previewId}`,
    );
  }

  async close(): Promise<void> {
    const { course, git, github, registry } = this.#parts;
    await Promise.all([this.#audit.stop(), course.stop()]);
    await github.close();
    await registry.close();
    await git.stop();
  }
}

async function isArgoCdReady(): Promise<boolean> {
  // It does not listen yet.
  const answer = await fetch(argoCdHealth).catch(() => undefined);
  await answer?.arrayBuffer();
  return Boolean(answer?.ok);
}
