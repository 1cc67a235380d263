import { mockServices } from '@backstage/backend-test-utils';
import { component, pullRequest } from '../preview/__testUtils__/builders';
import { World } from '../preview/__testUtils__/world';
import { OpenPreview } from '../store/types';
import { Contradictions, contradictionsAlert } from './Contradictions';
import { PullRequestListing } from './PullRequestListing';

const sha = '1'.repeat(40);
const names = ['web', 'shop'];
const perRepository = 10;
const repositoryOf = (name: string) => ({
  host: 'github.com',
  owner: 'acme',
  name,
  id: name,
  defaultBranch: 'main',
});

/** Pull requests with previews that are ready, a listing that says what it likes, and single reads that are right. */
function setUp() {
  const clock = { now: Date.parse('2026-03-01T12:00:00Z') };
  const answers = { empty: false };
  const worlds = new Map<string, World>();
  for (const name of names)
    for (let number = 1; number <= perRepository; number++) {
      const repository = repositoryOf(name);
      const head = { sha, ref: 'x', repositoryId: name };
      const world = new World(pullRequest({ repository, number, head }), [
        component(),
      ]);
      world.build(sha);
      world.settle();
      worlds.set(`${name} ${number}`, world);
    }
  const of = (name: string) =>
    [...worlds].flatMap(([key, world]) =>
      key.startsWith(`${name} `) ? [world] : [],
    );
  const looks: string[] = [];
  const alerts = { raise: jest.fn(), clear: jest.fn() };
  const listing = new PullRequestListing({
    codeHost: {
      readRepository: async ({ name }) => repositoryOf(name),
      shortOfRequests: () => undefined,
      listOpenPullRequests: async ({ name }) => ({
        kind: 'complete',
        pullRequests: answers.empty
          ? []
          : of(name)
              .map(({ record }) => record!.pullRequest)
              .filter(({ state }) => state === 'open'),
      }),
    },
    repositories: {
      list: () =>
        names.map(name => ({ ref: repositoryOf(name), definitions: [] })),
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
      enqueue: async ({ repository, number }) => {
        const key = `${repository.name} ${number}`;
        looks.push(key);
        worlds.get(key)!.settle();
        return key;
      },
      openPreviews: async ({ id }) =>
        of(id).flatMap(({ record }): OpenPreview[] =>
          record && record.phase !== 'gone'
            ? [
                {
                  id: record.id,
                  number: record.pullRequest.number,
                  pullRequest: record.pullRequest,
                  closed: record.closedAt !== undefined,
                  unreadable: false,
                  pending: false,
                },
              ]
            : [],
        ),
      liveRepositories: async () => names.map(repositoryOf),
      repositories: async () => [],
      recordRepository: async () => {},
    },
    contradictions: new Contradictions({
      alerts,
      cap: { share: 0.2, least: 3 },
    }),
    logger: mockServices.logger.mock(),
    now: () => new Date(clock.now),
  });
  const sweep = async () => {
    clock.now += 5 * 60_000;
    looks.length = 0;
    await listing.listAll();
  };
  const objects = () =>
    [...worlds].map(([key, world]) => [key, world.objects()] as const);
  return { answers, worlds, looks, alerts, sweep, objects };
}

describe('a listing that wrongly says that nothing is open, for an hour, for all repositories', () => {
  it('removes nothing beyond what single reads confirm, and people are told', async () => {
    const { answers, worlds, looks, alerts, sweep, objects } = setUp();
    await sweep();
    expect(looks).toEqual([]);
    const before = objects();

    answers.empty = true;
    const closed = 'shop 3';
    for (let minutes = 0; minutes < 60; minutes += 5) {
      // Its webhook is lost, too.
      if (minutes === 30) worlds.get(closed)!.change({ state: 'closed' });
      await sweep();
    }
    expect(objects()).toEqual(
      before.map(([key, kept]) => [key, key === closed ? [] : kept]),
    );
    expect(alerts.raise).toHaveBeenCalledWith(
      expect.objectContaining({ key: contradictionsAlert }),
    );
    // One conditional read for each that the listing leaves out.
    expect(looks).toHaveLength(names.length * perRepository - 1);

    answers.empty = false;
    alerts.clear.mockClear();
    await sweep();
    expect(looks).toEqual([]);
    expect(alerts.clear).toHaveBeenCalledWith(contradictionsAlert);
  });
});
