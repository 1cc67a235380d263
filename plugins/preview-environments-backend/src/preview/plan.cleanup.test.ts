import * as fc from 'fast-check';
import {
  cleanupRun,
  component,
  emptyCluster,
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

const cleanup = {
  job: {
    image: 'ghcr.io/acme/tools:1.4',
    command: ['./drop.sh'],
    env: { DATABASE: 'shop_{{ pullRequest.number }}' },
    envFrom: [{ secretRef: { name: 'database-admin' } }],
  },
};
const withCleanup = component('web', { cleanup });
const decide = (change: Partial<Observed>) =>
  plan(previewId, observed(change), now);

describe('what has to be cleaned up', () => {
  it('is remembered when the component is deployed', () => {
    expect(decide({ components: [withCleanup] }).cleanup).toEqual([
      cleanupRun(),
    ]);
  });

  it('is nothing for what never got past its image', () => {
    const waiting = observed().componentFacts.web;
    const decision = decide({
      components: [withCleanup],
      componentFacts: { web: { ...waiting, images: [{ state: 'missing' }] } },
      record: record({ phase: 'awaiting-image' }),
    });
    expect(decision.cleanup).toEqual([]);
  });

  it('stays as it was at the last deployment, when definitions can not be read', () => {
    const decision = decide({
      components: [],
      definitionsProblem: 'not to be read',
      record: record({ cleanup: [cleanupRun()] }),
    });
    expect(decision.cleanup).toEqual([cleanupRun()]);
  });

  it('begins anew with a new life', () => {
    const ended = cleanupRun({
      startedAt: minutesAgo(9),
      result: { outcome: 'succeeded', at: now, reason: '', log: '' },
    });
    const decision = decide({
      components: [withCleanup],
      record: record({ phase: 'gone', cleanup: [ended] }),
      clusters: { dev: emptyCluster() },
    });
    expect(decision.begins).toBe(true);
    expect(decision.cleanup).toEqual([]);
  });
});

it('tells for ever that a clean-up failed', () => {
  const failed = cleanupRun({
    startedAt: minutesAgo(9),
    result: { outcome: 'failed', at: now, reason: 'no table.', log: '' },
  });
  const world = (phase: 'terminating' | 'gone') => ({
    pullRequest: pullRequest({ state: 'closed', closedAt: now.toISOString() }),
    record: record({ phase, cleanup: [failed], closedAt: now }),
    clusters: { dev: emptyCluster() },
  });
  const reason =
    'The pull request is closed. The clean-up job of web failed: no table.';
  expect(decide(world('terminating'))).toMatchObject({ phase: 'gone', reason });
  expect(decide(world('gone'))).toMatchObject({ phase: 'gone', reason });
});

type Act = 'close' | 'reopen' | 'draft' | 'undraft' | 'push' | 'wait' | number;

function perform(world: World, act: Act): void {
  if (act === 'close') world.change({ state: 'closed' });
  else if (act === 'reopen') world.change({ state: 'open' });
  else if (act === 'draft') world.change({ draft: true });
  else if (act === 'undraft') world.change({ draft: false });
  else if (act === 'push')
    world.change({ head: { ...pullRequest().head, sha: olderSha } });
  else if (act === 'wait') world.pass(20_000);
  else world.look(act);
}

it('runs after the last deployment and before anything goes, whatever happens in between and whoever dies', () => {
  const act = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Act>('wait', Infinity) },
    { weight: 3, arbitrary: fc.constant<Act>(Infinity) },
    { weight: 1, arbitrary: fc.nat(3) as fc.Arbitrary<Act> },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Act>(
        'close',
        'reopen',
        'draft',
        'undraft',
        'push',
      ),
    },
  );
  const ending = fc.constantFrom<World['jobEnding']>(
    { state: 'succeeded', log: '' },
    { state: 'failed', reason: 'no', log: '' },
    { state: 'running', reason: '', log: '' },
  );
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), ending, (acts, jobEnding) => {
      const world = new World(pullRequest(), [withCleanup]);
      world.jobEnding = jobEnding;
      world.build(sha);
      world.build(olderSha);
      for (const one of acts) perform(world, one);
      world.change({ state: 'closed' });
      world.settle();
      world.pass(10 * 60_000);
      world.settle();

      expect(world.objects()).toEqual([]);
      world.log.forEach((entry, index) => {
        if (entry !== 'undeploy web') return;
        const before = world.log.slice(0, index);
        expect(before.lastIndexOf('clean up web')).toBeGreaterThan(
          before.lastIndexOf('deploy web'),
        );
      });
    }),
    { numRuns: 300 },
  );
});
