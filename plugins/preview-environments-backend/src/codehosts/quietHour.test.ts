import { mockServices } from '@backstage/backend-test-utils';
import { InProcessGitHub } from '@previewenv/test-sandbox/src/github';
import { ManualClock } from '@previewenv/test-sandbox/src/clock';
import { Definitions, WatchedRepository } from '../repositories';
import { CodeHostMemory } from '../store/codeHostMemory';
import { KnownDefinition, OpenPreview } from '../store/types';
import { codeHostOn, inProcessHost } from './github/__testUtils__/inProcess';
import { ProcessMemory } from './requests';
import { PullRequestListing } from './PullRequestListing';

const repositories = 100;
const pullsEach = 10;
const minute = 60_000;
const hour = 60 * minute;
/** As configured when nothing is said of it. */
const listedEvery = 4 * minute;
const path = 'preview.yaml';
const definition = JSON.stringify({
  apiVersion: 'preview-environments.io/v1alpha1',
  kind: 'PreviewDefinition',
  metadata: { name: 'web' },
  spec: {
    cluster: 'dev',
    images: [
      {
        name: 'ghcr.io/acme/web',
        tag: 'pr-{{ pullRequest.number }}',
        set: { helm: { tag: 'image.tag' } },
      },
    ],
    source: {
      repoURL: 'https://github.com/acme/deploy',
      path: 'charts/web',
    },
    routing: {
      host: '{{ preview.id }}.preview.example.com',
      service: { name: 'web', port: 80 },
    },
  },
});

/** A hundred repositories with a thousand open pull requests that all have their preview, and a clock that a test moves. */
class World {
  readonly clock = new ManualClock('2026-01-01T00:00:00.000Z');
  readonly github = new InProcessGitHub({ clock: this.clock });
  readonly hints: string[] = [];
  readonly #watched: WatchedRepository[] = [];
  readonly #open = new Map<string, OpenPreview[]>();
  readonly #definitions = new Map<string, KnownDefinition>();

  constructor() {
    for (let at = 0; at < repositories; at++) {
      const name = `service-${at}`;
      const repository = this.github.addRepository('acme', name, {
        [path]: definition,
      });
      this.#watched.push({
        ref: { host: inProcessHost, owner: 'acme', name },
        definitions: [{ path, entityRefs: [`component:default/${name}`] }],
      });
      const open = Array.from({ length: pullsEach }, (_, index) => {
        const pull = this.github.openPull(repository, index + 1);
        return {
          id: `${name}-pr-${pull.number}`,
          number: pull.number,
          pullRequest: {
            number: pull.number,
            updatedAt: pull.updatedAt,
            title: pull.title,
            author: { login: pull.user, bot: false },
            draft: false,
            labels: pull.labels,
            head: {
              sha: pull.headSha,
              ref: pull.head,
              repositoryId: String(repository.id),
            },
            base: { ref: pull.base },
          },
          closed: false,
          unreadable: false,
          pending: false,
        };
      });
      this.#open.set(String(repository.id), open);
    }
  }

  /** A process of the backend. */
  replica(options: {
    as: 'token' | 'app';
    token: () => string;
    memory?: CodeHostMemory;
  }): PullRequestListing {
    const codeHost = codeHostOn(this.github, options);
    return new PullRequestListing({
      codeHost,
      repositories: { list: () => this.#watched },
      definitions: new Definitions({
        codeHost,
        store: {
          definitions: async ({ name }) => {
            const known = this.#definitions.get(name);
            return known ? [known] : [];
          },
          rememberDefinition: async ({ name }, { entityRefs, good }) => {
            const { revision = '', text = '' } = good ?? {};
            const isNews = this.#definitions.get(name)?.revision !== revision;
            const state = 'there' as const;
            const known = { path, entityRefs, revision, text, state };
            this.#definitions.set(name, known);
            return isNews;
          },
          missDefinition: async () => ({ state: 'doubted', changed: false }),
        },
        secondReadingMilliseconds: listedEvery,
      }),
      store: {
        enqueueKnown: async () => {},
        enqueue: async ({ repository: { name }, number }) => {
          this.hints.push(`${name}#${number}`);
          return '';
        },
        liveRepositories: async () => [],
        openPreviews: async ({ id }) => this.#open.get(id) ?? [],
        repositories: async () => [],
        recordRepository: async () => {},
      },
      contradictions: { judge: async () => {} },
      logger: mockServices.logger.mock(),
      now: () => this.clock.now(),
    });
  }

  /** An hour of listings, each by the next of the replicas. */
  async hourOf(replicas: () => PullRequestListing[]): Promise<Calls> {
    this.github.api.calls.clear();
    this.hints.length = 0;
    const end = this.clock.now().getTime() + hour;
    for (let round = 0; this.clock.now().getTime() < end; round++) {
      const now = replicas();
      await now[round % now.length].listAll();
      this.clock.advance(listedEvery);
    }
    const { total, notModified, charged } = this.github.api.calls.report();
    return { total, notModified, charged } as Calls;
  }
}

interface Calls {
  total: number;
  notModified: number;
  charged: number;
}

interface Row extends Calls {
  scenario: string;
}

const rows: Row[] = [];

afterAll(() => {
  const lines = rows.map(
    ({ scenario, total, notModified, charged }) =>
      `${scenario.padEnd(58)} ${String(total).padStart(6)} ${String(
        notModified,
      ).padStart(6)} ${String(charged).padStart(8)}`,
  );
  process.stdout.write(
    [
      `An hour at rest: ${repositories} repositories, ${
        repositories * pullsEach
      } open pull requests, listed every ${listedEvery / minute} minutes`,
      `${'who asks GitHub'.padEnd(58)}  calls  (304)  charged`,
      ...lines,
      '',
    ].join('\n'),
  );
});

/** The token of an App's installation, replaced every hour at another minute for each process. */
function appToken(world: World, name: string, minutesLate: number) {
  return () => {
    const time = world.clock.now().getTime() + minutesLate * minute;
    return `${name}-${Math.floor(time / hour)}`;
  };
}

describe('what an hour at rest costs of GitHub’s limit', () => {
  it('is little when the backend starts with nothing', async () => {
    const world = new World();
    const replica = world.replica({ as: 'token', token: () => 'ours' });
    const calls = await world.hourOf(() => [replica]);
    rows.push({ scenario: 'one replica, a token, from nothing', ...calls });
    expect(calls.charged).toBeLessThan(300);
  });

  it('is nothing for two replicas with a token, although one starts anew', async () => {
    const world = new World();
    const memory = new ProcessMemory(() => world.clock.now());
    const remember = jest.spyOn(memory, 'rememberAnswer');
    const start = () =>
      world.replica({ as: 'token', token: () => 'ours', memory });
    const stays = start();
    let restarts = start();
    await world.hourOf(() => [stays, restarts]);
    remember.mockClear();
    const half = world.clock.now().getTime() + hour / 2;
    const calls = await world.hourOf(() => {
      if (world.clock.now().getTime() === half) restarts = start();
      return [stays, restarts];
    });
    const scenario = 'two replicas, a token, one starts anew';
    rows.push({ scenario, ...calls });
    expect(calls.charged).toBe(0);
    expect(world.hints).toEqual([]);
    // Nor is anything written down (rule 7.31).
    expect(remember).not.toHaveBeenCalled();
  });

  it.each`
    replicas | most
    ${1}     | ${150}
    ${2}     | ${300}
  `(
    'is less than $most for $replicas with an App, whose tokens are replaced',
    async ({ replicas, most }) => {
      const world = new World();
      const all = Array.from({ length: replicas }, (_, at) =>
        world.replica({
          as: 'app',
          token: appToken(world, `r${at}`, 13 + 17 * at),
        }),
      );
      await world.hourOf(() => all);
      const calls = await world.hourOf(() => all);
      const scenario = `${replicas} with an App, tokens replaced in the hour`;
      rows.push({ scenario, ...calls });
      expect(calls.charged).toBeLessThan(most);
      expect(calls.charged).toBeGreaterThan(0);
      expect(world.hints).toEqual([]);
    },
  );

  it('grows by one read for each pull request that changes, and its page', async () => {
    const world = new World();
    const replica = world.replica({ as: 'token', token: () => 'ours' });
    await world.hourOf(() => [replica]);
    world.github.hub.repository('acme', 'service-7')!.pulls[2].labels = [];
    const calls = await world.hourOf(() => [replica]);
    expect(world.hints).toContain('service-7#3');
    expect(calls.charged).toBe(1);
  });
});
