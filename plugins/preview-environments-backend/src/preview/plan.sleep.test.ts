import fc from 'fast-check';
import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import {
  component,
  emptyCluster,
  fullCluster,
  minutesAgo,
  now,
  observed,
  olderSha,
  previewId,
  pullRequest,
  record,
  sha,
} from './__testUtils__/builders';
import { World } from './__testUtils__/world';
import { Observed } from './facts';
import { plan } from './plan';
import { PreviewRecord } from './record';

const asleep = { requestedBy: 'dana', at: minutesAgo(1), headSha: sha };

function sleeping(
  change: Partial<Observed> = {},
  remembered: Partial<PreviewRecord> = {},
): Observed {
  return observed({
    record: record({ asleep, phase: 'asleep', ...remembered }),
    ...change,
  });
}

const still = fullCluster({
  deployments: { state: 'known', found: [] },
  routes: { state: 'known', components: [] },
});

describe('on its way to sleep', () => {
  it.each`
    scenario                   | cluster                                                                     | step
    ${'callers are led back'}  | ${fullCluster({ overrides: { state: 'known', targets: ['shop/web:80'] } })} | ${'destroy-mesh-routes'}
    ${'its routes go'}         | ${fullCluster()}                                                            | ${'destroy-edge-routes'}
    ${'its workloads go'}      | ${{ ...still, deployments: fullCluster().deployments }}                     | ${'destroy-deployment'}
    ${'nothing is left to do'} | ${still}                                                                    | ${undefined}
  `('$scenario, and the namespace stays', ({ cluster, step }) => {
    const decision = plan(
      previewId,
      sleeping({ clusters: { dev: cluster } }),
      now,
    );
    expect(decision).toMatchObject({
      phase: 'asleep',
      reason: 'Put to sleep by dana.',
      clusters: ['dev'],
      liveSha: undefined,
    });
    expect(decision.steps.map(({ kind }) => kind)).toEqual([
      'ensure-workspace',
      ...(step ? [step] : []),
    ]);
  });

  it('names what holds it up, and is not given up', () => {
    const decision = plan(
      previewId,
      sleeping(
        {
          clusters: {
            dev: fullCluster({
              routes: { state: 'unknown', reason: 'unreachable' },
            }),
          },
        },
        {
          release: { requestedBy: 'admin', at: now },
          closing: { step: 'clusters', since: minutesAgo(600) },
        },
      ),
      now,
    );
    expect(decision).toMatchObject({
      phase: 'asleep',
      blockedBy: ['unreachable'],
      stuckSince: undefined,
      abandoned: undefined,
    });
  });
});

it.each`
  scenario                                  | change                                                                                                                                | expected
  ${'a commit was pushed'}                  | ${{ pullRequest: pullRequest({ head: { ...pullRequest().head, sha: olderSha } }) }}                                                   | ${{ phase: 'asleep', reason: expect.stringContaining('Commit 0000000'), commit: olderSha }}
  ${'its definition can not be read'}       | ${{ components: [], definitionsProblem: 'preview.yaml is broken' }}                                                                   | ${{ phase: 'asleep' }}
  ${'its definition names another cluster'} | ${{ components: [component('web', { cluster: 'elsewhere' })] }}                                                                       | ${{ phase: 'asleep' }}
  ${'its pull request can not be read'}     | ${{ unreadable: 'not shown to us' }}                                                                                                  | ${{ phase: 'degraded', steps: [] }}
  ${'it is closed'}                         | ${{ pullRequest: pullRequest({ state: 'closed', closedAt: now.toISOString() }) }}                                                     | ${{ phase: 'terminating' }}
  ${'its label is taken off'}               | ${{ pullRequest: pullRequest({ labels: [] }) }}                                                                                       | ${{ phase: 'terminating' }}
  ${'it is a draft that may have none'}     | ${{ components: [component('web', { trigger: { drafts: false, labels: ['preview'] } })], pullRequest: pullRequest({ draft: true }) }} | ${{ phase: 'awaiting-approval' }}
`('while it sleeps and $scenario: $expected.phase', ({ change, expected }) => {
  expect(
    plan(previewId, sleeping({ clusters: { dev: still }, ...change }), now),
  ).toMatchObject(expected);
});

it('expires by its age while it sleeps, but not for having failed before', () => {
  const limited = (limits: object, since: number) =>
    sleeping(
      {
        clusters: { dev: still },
        components: [component('web', { expiry: limits })],
      },
      {
        expiry: {
          ...record().expiry,
          startedAt: minutesAgo(since),
          failingSince: minutesAgo(since),
        },
      },
    );
  expect(plan(previewId, limited({ failed: '1h' }, 120), now).phase).toBe(
    'asleep',
  );
  expect(plan(previewId, limited({ max: '1h' }, 120), now).phase).toBe(
    'terminating',
  );
});

it('makes no namespace for what sleeps', () => {
  const { phase, steps } = plan(
    previewId,
    sleeping({ clusters: { dev: emptyCluster() } }),
    now,
  );
  expect({ phase, steps }).toEqual({ phase: 'asleep', steps: [] });
});

it('begins a new life awake', () => {
  const decision = plan(previewId, sleeping({}, { phase: 'gone' }), now);
  expect(decision).toMatchObject({ begins: true });
  expect(decision.phase).not.toBe('asleep');
});

const shas = ['1', '2'].map(digit => digit.repeat(40));

type Event = (world: World) => void;

const head = (headSha: string) => ({
  head: { sha: headSha, ref: 'x', repositoryId: '77' },
});
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  fc
    .constantFrom<Partial<PullRequest>>(
      head(shas[0]),
      head(shas[1]),
      { state: 'closed' },
      { state: 'open' },
      { labels: [] },
      { labels: ['preview'] },
    )
    .map(change => (world: World) => world.change(change)),
  fc
    .constantFrom('sleep' as const, 'wake' as const, 'redeploy' as const)
    .map(kind => (world: World) => world.wish(kind)),
  fc
    .constantFrom(0, 1, 2, Infinity)
    .map(dieAfter => (world: World) => void world.look(dieAfter)),
  fc.constantFrom(...shas).map(one => (world: World) => world.build(one)),
  fc
    .integer({ min: 0, max: 60_000 })
    .map(ms => (world: World) => world.pass(ms)),
);

const fresh = () =>
  new World(pullRequest(head(shas[0])), [component(), component('cart')]);

describe('whatever came before and whenever a worker died', () => {
  const eventful = (events: Event[]): World => {
    const world = fresh();
    for (const event of events) event(world);
    world.change({ state: 'open', labels: ['preview'], ...head(shas[1]) });
    world.build(shas[1]);
    world.settle();
    return world;
  };

  it('what sleeps has its namespace and nothing else, and wakes as if it never had slept', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 25 }), events => {
        const world = eventful(events);
        world.wish('wake');
        world.settle();
        const awake = world.objects();
        expect(awake).toHaveLength(5);

        world.wish('sleep');
        world.settle();
        expect(world.objects()).toEqual(['pv-web-pr-42']);
        expect(world.record?.phase).toBe('asleep');

        world.wish('wake');
        world.settle();
        expect(world.objects()).toEqual(awake);
        expect(world.record?.phase).toBe('ready');
      }),
      { numRuns: 50 },
    );
  });

  it('nothing is made while it sleeps, whatever is pushed or built', () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 15 }),
        fc.constantFrom(...shas),
        (events, pushed) => {
          const world = eventful(events);
          world.wish('wake');
          world.settle();
          world.wish('sleep');
          world.settle();
          world.change(head(pushed));
          world.build(pushed);
          const kinds = world.look().map(({ kind }) => kind);
          expect(kinds.filter(kind => kind !== 'ensure-workspace')).toEqual([]);
          expect(world.objects()).toEqual(['pv-web-pr-42']);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('nothing is left of what slept when its pull request closes', () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { maxLength: 15 }),
        fc.nat(4),
        (events, looks) => {
          const world = eventful(events);
          world.wish('sleep');
          for (let look = 0; look < looks; look++) world.look();
          world.change({ state: 'closed' });
          world.settle();
          expect(world.objects()).toEqual([]);
          expect(world.record?.phase).toBe('gone');
        },
      ),
      { numRuns: 50 },
    );
  });
});
