import { mockServices } from '@backstage/backend-test-utils';
import { durationToMilliseconds } from '@backstage/types';
import { readMinimal } from '../../configuration/__testUtils__/minimal';
import { Hint } from '../../preview';
import { OpenPreview } from '../../store/types';
import { PullRequestListing } from '../PullRequestListing';
import { pullRequest, repository } from './__testUtils__/answers';
import { ScriptedGithub } from './__testUtils__/ScriptedGithub';
import { GithubCodeHost } from './GithubCodeHost';
import { pullRequestSchema } from './schemas';

/** What the configuration says when it says nothing of it. */
const { sweep } = readMinimal();
const interval = durationToMilliseconds(sweep.listing.every);
const start = Date.parse('2026-01-01T00:00:00Z');
const host = 'localhost:7008';
/** The scheduler asks for due tasks every five seconds. */
const schedulerDelay = 5_000;
/** Routes, five seconds of draining, Argo CD's deletion and the namespace's: the cluster kit needs 20 s on a busy machine. */
const cleaning = 45_000;
const repositories = 20;
const pullsEach = 10;

/** Twenty repositories with ten previews each, whose webhooks never arrive, on a clock that a test moves. */
class World {
  now = start;
  readonly github = new ScriptedGithub();
  /** What the last listing asked for. */
  readonly hints: Hint[] = [];
  readonly #names = Array.from({ length: repositories }, (_, at) => `web${at}`);
  readonly #closed = new Set<string>();
  readonly #codeHost = GithubCodeHost.create(
    this.github.options(() => new Date(this.now)),
  );
  readonly #listing = new PullRequestListing({
    codeHost: this.#codeHost,
    repositories: {
      list: () =>
        this.#names.map(name => ({
          ref: { host, owner: 'acme', name },
          definitions: [],
        })),
    },
    definitions: {
      read: async () => ({
        components: [],
        problems: [],
        absent: [],
        changed: false,
      }),
    },
    store: {
      enqueueKnown: async () => {},
      enqueue: async hint => {
        this.hints.push(hint);
        return '';
      },
      liveRepositories: async () => [],
      openPreviews: async ({ id }) => this.#known(Number(id)),
      repositories: async () => [],
      recordRepository: async () => {},
    },
    contradictions: { judge: async () => {} },
    logger: mockServices.logger.mock(),
    now: () => new Date(this.now),
  });

  constructor() {
    for (const [at, name] of this.#names.entries()) this.#serve(at + 1, name);
  }

  close(repositoryName: string, number: number): void {
    this.#closed.add(`${repositoryName}#${number}`);
  }

  /** A listing of everything, and the looks that it asks for. */
  async list(): Promise<{ conditional: number; charged: string[] }> {
    this.github.forgetRequests();
    this.hints.length = 0;
    await this.#listing.listAll();
    for (const { repository: ref, number } of this.hints)
      await this.#codeHost.readPullRequest({ repository: ref, number });
    const charged = this.github.charged();
    return {
      charged,
      conditional: this.github.requests.length - charged.length,
    };
  }

  #serve(id: number, name: string): void {
    const own = { ...repository, id, name };
    const pull = (number: number) => {
      const closed = this.#closed.has(`${name}#${number}`);
      return pullRequest(number, {
        base: { ref: 'main', repo: own },
        ...(closed && { state: 'closed', closed_at: '2026-01-01T00:00:00Z' }),
      });
    };
    this.github.on(`GET /repos/acme/${name}`, own);
    const numbers = Array.from({ length: pullsEach }, (_, at) => at + 1);
    this.github.on(`GET /repos/acme/${name}/pulls`, () =>
      Response.json(numbers.map(pull).filter(({ state }) => state === 'open')),
    );
    for (const number of numbers) {
      this.github.on(`GET /repos/acme/${name}/pulls/${number}`, () =>
        Response.json(pull(number)),
      );
    }
  }

  #known(id: number): OpenPreview[] {
    return Array.from({ length: pullsEach }, (_, at) => ({
      id: `web${id - 1}-pr-${at + 1}`,
      number: at + 1,
      pullRequest: pullRequestSchema.parse(pullRequest(at + 1)),
      closed: false,
      unreadable: false,
      pending: false,
    }));
  }
}

describe('a close whose webhook was lost, in the default configuration', () => {
  it('is found and cleaned up within five minutes, whenever it happens', () => {
    const worst = interval + schedulerDelay + cleaning;
    expect(worst).toBeLessThanOrEqual(5 * 60_000);
  });

  it('costs one read of that pull request and one page; all else is conditional', async () => {
    const world = new World();
    await world.list();
    world.now += interval;
    const quiet = await world.list();
    expect(quiet).toEqual({ conditional: repositories, charged: [] });

    world.close('web3', 7);
    world.close('web5', 2);
    const closedAt = world.now + 1_000;
    world.now += interval;
    const { conditional, charged } = await world.list();
    expect(world.hints).toMatchObject([
      { repository: { name: 'web3' }, number: 7 },
      { repository: { name: 'web5' }, number: 2 },
    ]);
    const reads = charged.filter(call => /\/pulls\/\d+$/.test(call));
    const pages = charged.filter(call => !/\/pulls\/\d+$/.test(call));
    expect(reads.sort()).toEqual([
      'GET /repos/acme/web3/pulls/7',
      'GET /repos/acme/web5/pulls/2',
    ]);
    expect(pages).toHaveLength(2);
    expect(conditional).toBe(repositories - 2);
    process.stdout.write(
      `Lost close: found after ${(world.now - closedAt) / 1_000} s (at most ${
        (interval + schedulerDelay) / 1_000
      } s); of ${conditional + charged.length} requests ${
        charged.length
      } charged: ${reads.length / 2} read of each changed pull request, ${
        pages.length / 2
      } page of each changed repository; ${conditional} conditional\n`,
    );
  });
});
