import * as fc from 'fast-check';
import {
  cleanupRun,
  fullCluster,
  minutesAgo,
  now,
  observed,
  record,
} from '../__testUtils__/builders';
import { CleanupRun } from '../cleanup';
import { ClusterFacts, JobStatus } from '../facts';
import { cleanup } from './cleanup';

const startedAgo = (minutes: number) =>
  cleanupRun({ startedAt: minutesAgo(minutes) });

/** One look at the stage, of a preview with one clean-up whose deadline is ten minutes. */
function look(
  run: CleanupRun | undefined,
  status: JobStatus | undefined = undefined,
  cluster: Partial<ClusterFacts> = {},
) {
  return cleanup.halt({
    observed: observed({
      clusters: { dev: fullCluster(cluster) },
      cleanup: status ? { web: status } : {},
    }),
    record: record({ phase: 'terminating', cleanup: run ? [run] : [] }),
    now,
  });
}

const running: JobStatus = { state: 'running', reason: '', log: '' };
const pulling: JobStatus = {
  state: 'running',
  reason: 'Pod x: cannot pull image y',
  log: 'so far',
};
const failed: JobStatus = {
  state: 'failed',
  reason: 'exit code 1.',
  log: 'no',
};
const unseen: JobStatus = { state: 'unknown', reason: 'Cluster dev is down.' };

describe('lets the next stage begin', () => {
  it.each<[string, CleanupRun | undefined, Partial<ClusterFacts>]>([
    ['when there is nothing to clean up', undefined, {}],
    [
      'when the clean-up has ended',
      cleanupRun({
        startedAt: minutesAgo(2),
        result: { outcome: 'failed', at: now, reason: 'x', log: '' },
      }),
      {},
    ],
    [
      'when there is no namespace to run in',
      cleanupRun(),
      { workspace: { state: 'absent' } },
    ],
    [
      "when the namespace is somebody else's",
      cleanupRun(),
      { workspace: { state: 'foreign', reason: 'not ours' } },
    ],
    [
      'when the namespace is going already',
      cleanupRun(),
      { workspace: { state: 'deleting', reason: '', blockedBy: [] } },
    ],
  ])('%s', (_scenario, run, cluster) => {
    expect(look(run, undefined, cluster)).toBeUndefined();
  });
});

describe('a clean-up that is under way', () => {
  it('has its start written down before anything is made', () => {
    expect(look(cleanupRun())).toEqual({
      reason: 'Running the clean-up job of web.',
      cleanup: [cleanupRun({ startedAt: now })],
      after: 0,
    });
  });

  it.each<[string, JobStatus | undefined, string, string[], string[]]>([
    [
      'is made',
      { state: 'absent' },
      'Running the clean-up job of web.',
      [],
      ['run-cleanup-job'],
    ],
    ['runs', running, 'Running the clean-up job of web.', [], []],
    [
      'says what holds it up',
      pulling,
      'Running the clean-up job of web: Pod x: cannot pull image y',
      ['Pod x: cannot pull image y'],
      [],
    ],
    [
      'can not be seen',
      unseen,
      'Running the clean-up job of web: Cluster dev is down.',
      ['Cluster dev is down.'],
      [],
    ],
  ])('%s', (_scenario, status, reason, blockedBy, steps) => {
    const halt = look(startedAgo(2), status);
    expect(halt?.cleanup).toBeUndefined();
    expect([halt?.reason, halt?.blockedBy]).toEqual([reason, blockedBy]);
    expect(halt?.steps?.map(({ kind }) => kind)).toEqual(steps);
  });

  it.each`
    scenario                   | minutes | expected
    ${'soon at first'}         | ${0}    | ${1_000}
    ${'more seldom'}           | ${1}    | ${6_000}
    ${'at most every 10 s'}    | ${5}    | ${10_000}
    ${'not past its deadline'} | ${9.95} | ${3_000}
  `('is looked at $scenario', ({ minutes, expected }) => {
    expect(look(startedAgo(minutes), running)?.after).toBe(expected);
  });
});

describe('a clean-up that has ended', () => {
  it.each<[string, number, JobStatus, Partial<ClusterFacts>, object]>([
    [
      'well',
      2,
      { state: 'succeeded', log: 'dropped' },
      {},
      { outcome: 'succeeded', reason: '', log: 'dropped' },
    ],
    [
      'in failure',
      2,
      failed,
      {},
      { outcome: 'failed', reason: 'exit code 1.', log: 'no' },
    ],
    [
      "before it began, for its name is somebody else's",
      2,
      { state: 'foreign', reason: 'Job x exists and is not ours.' },
      {},
      { outcome: 'failed', reason: 'Job x exists and is not ours.' },
    ],
    [
      'at its deadline, while it hung',
      10,
      pulling,
      {},
      {
        outcome: 'failed',
        reason: 'it did not end within 10 min. Pod x: cannot pull image y',
        log: 'so far',
      },
    ],
    [
      'at its deadline, without ever having been made',
      10,
      { state: 'absent' },
      {},
      { outcome: 'failed', reason: 'it could not be started within 10 min.' },
    ],
    [
      'at its deadline, out of sight',
      10,
      unseen,
      {},
      {
        outcome: 'failed',
        reason: 'it did not end within 10 min. Cluster dev is down.',
      },
    ],
    [
      'well, which was seen only after its deadline',
      60,
      { state: 'succeeded', log: '' },
      {},
      { outcome: 'succeeded' },
    ],
    [
      'with its namespace',
      2,
      running,
      { workspace: { state: 'deleting', reason: '', blockedBy: [] } },
      { outcome: 'failed', reason: 'its namespace is gone.' },
    ],
  ])(
    '%s: is written down first',
    (_scenario, minutes, status, facts, result) => {
      const halt = look(startedAgo(minutes), status, facts);
      expect(halt?.after).toBe(0);
      expect(halt?.steps ?? []).toEqual([]);
      expect(halt?.cleanup).toMatchObject([{ result: { at: now, ...result } }]);
    },
  );

  it('tells that the removal goes on without it', () => {
    expect(look(startedAgo(2), failed)?.reason).toBe(
      'The clean-up failed for web; the removal goes on without it.',
    );
  });
});

it('holds up the removal no longer than its deadline, whatever is seen of it', () => {
  const status = fc.constantFrom<JobStatus | undefined>(
    undefined,
    { state: 'absent' },
    running,
    pulling,
    unseen,
  );
  fc.assert(
    fc.property(
      status,
      fc.integer({ min: 10, max: 10_000 }),
      (seen, waited) => {
        const ending = look(startedAgo(waited), seen)?.cleanup;
        expect(ending?.[0].result?.outcome).toBe('failed');
        expect(look(ending?.[0], seen)).toBeUndefined();
      },
    ),
  );
});

it('runs the clean-ups of several components side by side', () => {
  const cart = cleanupRun({
    job: { ...cleanupRun().job, component: 'cart' },
    startedAt: minutesAgo(1),
  });
  const halt = cleanup.halt({
    observed: observed({
      cleanup: { cart: running, web: { state: 'absent' } },
    }),
    record: record({ cleanup: [cart, startedAgo(1)] }),
    now,
  });
  expect(halt?.reason).toBe('Running the clean-up jobs of cart, web.');
  expect(halt?.steps).toMatchObject([{ run: { job: { component: 'web' } } }]);
});
