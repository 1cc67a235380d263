import fc from 'fast-check';
import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { foreignBecause } from '../kubernetes/ownership';
import {
  component,
  emptyCluster,
  fullCluster,
  now,
  observed,
  policy,
  pullRequest,
  record,
  upFacts,
} from './__testUtils__/builders';
import { objectsOf } from './__testUtils__/objects';
import { World } from './__testUtils__/world';
import { desire } from './desired';
import { Observed } from './facts';
import { previewId as previewIdOf, repositorySlug } from './identity';
import { plan } from './plan';

const shas = ['1', '2', '3'].map(digit => digit.repeat(40));

type Event =
  | { kind: 'change'; change: Partial<PullRequest> }
  | { kind: 'build'; sha: string }
  | { kind: 'look'; dieAfter: number }
  | { kind: 'pass'; milliseconds: number };

/** What can happen, in any order; looks stand for hints, which may come late, twice or never. */
const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.constantFrom(...shas).map(sha => ({
    kind: 'change' as const,
    change: {
      state: 'open' as const,
      head: { sha, ref: 'x', repositoryId: '77' },
    },
  })),
  fc
    .constantFrom<Partial<PullRequest>>(
      { state: 'closed' },
      { state: 'open' },
      { labels: [] },
      { labels: ['preview'] },
      { draft: true },
      { draft: false },
    )
    .map(change => ({
      kind: 'change' as const,
      change,
    })),
  fc.constantFrom(...shas).map(sha => ({ kind: 'build' as const, sha })),
  fc.record({
    kind: fc.constant('look' as const),
    dieAfter: fc.constantFrom(0, 1, 2, Infinity),
  }),
  fc
    .integer({ min: 0, max: 60_000 })
    .map(milliseconds => ({ kind: 'pass' as const, milliseconds })),
);

function run(world: World, events: Event[]): void {
  for (const event of events) {
    if (event.kind === 'change') world.change(event.change);
    if (event.kind === 'build') world.build(event.sha);
    if (event.kind === 'look') world.look(event.dieAfter);
    if (event.kind === 'pass') world.pass(event.milliseconds);
  }
}

const fresh = () =>
  new World(
    pullRequest({ head: { sha: shas[0], ref: 'x', repositoryId: '77' } }),
    [component(), component('cart')],
  );

describe('any order, loss or repetition of hints', () => {
  it.each<[string, Partial<PullRequest>]>([
    [
      'open',
      {
        state: 'open',
        draft: false,
        labels: ['preview'],
        head: { sha: shas[2], ref: 'x', repositoryId: '77' },
      },
    ],
    ['closed', { state: 'closed' }],
    ['without the label', { state: 'open', draft: false, labels: [] }],
    ['a draft', { state: 'open', draft: true, labels: ['preview'] }],
  ])(
    'ends in the same objects when the pull request is %s at last, whatever came before and whenever a worker died',
    (_scenario, last) => {
      fc.assert(
        fc.property(fc.array(anyEvent, { maxLength: 30 }), events => {
          const eventful = fresh();
          run(eventful, events);
          const quiet = fresh();
          for (const world of [eventful, quiet]) {
            world.change(last);
            world.build(shas[2]);
            world.settle();
          }
          expect(eventful.objects()).toEqual(quiet.objects());
        }),
      );
    },
  );

  it('makes nothing twice: a look that follows a finished one only repeats steps', () => {
    const world = fresh();
    world.build(shas[0]);
    world.settle();
    const before = world.objects();
    expect(world.look().every(({ kind }) => kind.startsWith('ensure-'))).toBe(
      true,
    );
    expect(world.objects()).toEqual(before);
  });
});

const anyCluster = fc.constantFrom(
  fullCluster(),
  emptyCluster(),
  fullCluster({ routes: { state: 'known', components: [] } }),
  emptyCluster({ workspace: { state: 'unknown', reason: 'x' } }),
);
const anyObservation: fc.Arbitrary<Observed> = fc
  .record({
    phase: fc.constantFrom(
      'queued',
      'awaiting-image',
      'deploying',
      'ready',
      'failed',
      'terminating',
      'gone',
      undefined,
    ),
    cluster: anyCluster,
    facts: fc.constantFrom(
      upFacts(),
      upFacts({ images: [{ state: 'missing' }] }),
      upFacts({ deployment: { state: 'absent' } }),
    ),
    labels: fc.constantFrom<string[]>([], ['preview']),
    draft: fc.boolean(),
  })
  .map(({ phase, cluster, facts, labels, draft }) =>
    observed({
      record: phase && record({ phase: phase as 'ready' }),
      clusters: { dev: cluster },
      componentFacts: { web: facts },
      pullRequest: pullRequest({ labels, draft }),
    }),
  );

it('never makes anything for a closed pull request, whatever else is true', () => {
  fc.assert(
    fc.property(anyObservation, seen => {
      const closed = {
        ...seen,
        pullRequest: {
          ...seen.pullRequest,
          state: 'closed' as const,
          closedAt: now.toISOString(),
        },
      };
      const { steps } = plan('web-pr-42', closed, now);
      expect(
        steps.filter(
          ({ kind }) =>
            kind.startsWith('ensure-') || kind === 'resync-deployment',
        ),
      ).toEqual([]);
    }),
  );
});

it('takes nothing away while a cluster cannot be seen', () => {
  fc.assert(
    fc.property(anyObservation, seen => {
      const blind = {
        ...seen,
        clusters: {
          dev: fullCluster({
            deployments: { state: 'unknown', reason: 'unreachable' },
          }),
        },
      };
      expect(plan('web-pr-42', blind, now).steps).toEqual([]);
    }),
  );
});

it('puts our labels and valid names on every object, for any repository, number and branch', () => {
  const dnsLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 100 }),
      fc.integer({ min: 1, max: 2 ** 31 }),
      fc.string({ maxLength: 200 }),
      (name, number, ref) => {
        const id = previewIdOf(repositorySlug(name), number);
        const wanted = desire(
          id,
          pullRequest({
            number,
            head: { sha: shas[0], ref, repositoryId: '77' },
          }),
          [component(), component('cart')],
          policy,
        );
        if ('problem' in wanted) throw new Error(wanted.problem);
        for (const { object } of objectsOf(wanted.desired)) {
          expect(
            foreignBecause(object, { instance: 'test', id }),
          ).toBeUndefined();
          expect(object.metadata.name).toMatch(dnsLabel);
        }
      },
    ),
  );
});
