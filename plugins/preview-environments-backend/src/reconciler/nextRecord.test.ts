import { Observed, PreviewRecord } from '../preview';
import { Decision } from '../preview/decision';
import { WorkspaceStatus } from '../preview/facts';
import {
  cleanupRun,
  emptyCluster,
  minutesAgo,
  now,
  observed,
  previewId,
  pullRequest,
  record,
} from '../preview/__testUtils__/builders';
import { plan } from '../preview/plan';
import { historyOf, nextRecord } from './nextRecord';

const decided = (change: Partial<Decision> = {}): Decision => ({
  ...plan(previewId, observed(), now),
  ...change,
});
const object = {
  cluster: 'dev',
  apiVersion: 'v1',
  kind: 'Namespace',
  namespace: undefined,
  name: 'pv-web-pr-42',
};
const leaving: WorkspaceStatus = {
  state: 'deleting',
  reason: 'It goes.',
  blockedBy: [],
};
const wish = { requestedBy: 'octo', at: now };

function after(
  before: PreviewRecord | undefined,
  change: Partial<Decision> = {},
  clusters: Observed['clusters'] = {},
) {
  return nextRecord(
    previewId,
    {
      record: before,
      pullRequest: pullRequest(),
      components: [],
      clusters,
      admission: undefined,
      unreadable: undefined,
      observedAt: now,
    },
    decided(change),
    [object],
    now,
  );
}

describe('the record after a look', () => {
  it.each<[string, PreviewRecord, Partial<Decision>, Partial<PreviewRecord>]>([
    [
      'the phase stays, and so does its time',
      record(),
      {},
      { phaseSince: minutesAgo(5), readyAt: minutesAgo(5) },
    ],
    [
      'the phase changes',
      record(),
      { phase: 'degraded' },
      { phaseSince: now, readyAt: minutesAgo(5) },
    ],
    [
      'it becomes ready for the first time',
      record({ phase: 'verifying', readyAt: undefined }),
      {},
      { phaseSince: now, readyAt: now },
    ],
    [
      'it is not ready yet',
      record({ phase: 'deploying', readyAt: undefined }),
      { phase: 'verifying' },
      { readyAt: undefined },
    ],
    [
      'a new life begins with the comment of the old one, and nothing else of it',
      record({
        phase: 'gone',
        generation: 2,
        kept: true,
        removal: { requestedBy: 'octo', headSha: 'older' },
        comment: { id: '1', text: 'Removed.', writtenAt: minutesAgo(9) },
      }),
      { begins: true, phase: 'provisioning' },
      {
        generation: 3,
        createdAt: now,
        readyAt: undefined,
        kept: false,
        admittedAt: undefined,
        removal: undefined,
        comment: { id: '1', text: 'Removed.', writtenAt: minutesAgo(9) },
      },
    ],
    [
      'a wish for removal stays with its commit',
      record({
        phase: 'gone',
        removal: { requestedBy: 'octo', headSha: 'same' },
      }),
      { phase: 'gone' },
      { removal: { requestedBy: 'octo', headSha: 'same' } },
    ],
    [
      'a wish for a redeploy waits for its step',
      record({ redeploy: wish }),
      { steps: [] },
      { redeploy: wish },
    ],
    [
      'objects of a preview that goes are shown until the last is gone',
      record({ objects: [object] }),
      { desired: undefined, phase: 'terminating', clusters: ['dev'] },
      { objects: [object] },
    ],
    [
      'nothing is shown of one that is gone',
      record({ objects: [object] }),
      { desired: undefined, phase: 'gone', clusters: [] },
      { objects: [] },
    ],
  ])('%s', (_scenario, before, change, expected) => {
    expect(after(before, change)).toMatchObject(expected);
  });

  it('begins with the first look', () => {
    expect(after(undefined, { begins: true })).toMatchObject({
      id: previewId,
      generation: 1,
      createdAt: now,
      comment: undefined,
    });
  });

  it.each<[string, PreviewRecord | undefined, WorkspaceStatus, number]>([
    ['nothing was there', undefined, { state: 'absent' }, 0],
    ['its database was lost', undefined, { state: 'complete' }, 3],
    ['so was that of one that goes', undefined, leaving, 3],
    ['nobody can tell', undefined, { state: 'unknown', reason: 'timeout' }, 3],
    ['it is not ours', undefined, { state: 'foreign', reason: 'labels' }, 0],
    ['it is remembered', record(), { state: 'complete' }, 0],
  ])(
    'is unsure of what was told when %s',
    (_scenario, before, workspace, places) => {
      const clusters = { dev: emptyCluster({ workspace }) };
      const { feedback } = after(before, {}, clusters);
      expect(feedback?.unsure ?? []).toHaveLength(places);
    },
  );

  it.each([
    ['let in now', { admitted: true as const }, undefined, now],
    ['let in earlier', undefined, minutesAgo(10), minutesAgo(10)],
    [
      'still waiting',
      { admitted: false as const, ahead: 1, limit: 'total' as const },
      undefined,
      undefined,
    ],
  ])('remembers when it was %s', (_scenario, admission, before, admittedAt) => {
    const next = nextRecord(
      previewId,
      {
        components: [],
        clusters: {},
        record: record({ admittedAt: before }),
        pullRequest: pullRequest(),
        admission,
        unreadable: undefined,
        observedAt: now,
      },
      decided(),
      [],
      now,
    );
    expect(next.admittedAt).toEqual(admittedAt);
  });
});

describe('the timeline', () => {
  const waits = 'Waiting for an image';

  it.each<
    [string, PreviewRecord | undefined, Partial<PreviewRecord>, string[]]
  >([
    ['it begins', undefined, { phase: 'awaiting-image' }, ['awaiting-image']],
    ['nothing changes', record(), {}, []],
    [
      'only the words of a passing phase change',
      record({ phase: 'deploying', reason: waits }),
      { phase: 'deploying', reason: 'Syncing' },
      [],
    ],
    [
      'the phase changes',
      record({ phase: 'verifying' }),
      { phase: 'ready' },
      ['ready'],
    ],
    [
      'it fails for another reason',
      record({ phase: 'failed', reason: waits }),
      { phase: 'failed', reason: 'Pod web: cannot pull image' },
      ['failed'],
    ],
    [
      'a removal takes its next step',
      record({ phase: 'terminating', reason: 'Taking the routes away.' }),
      { phase: 'terminating', reason: 'Removing web-pr-42-web.' },
      ['terminating'],
    ],
    [
      'a new life begins in the same phase',
      record({ phase: 'failed', reason: waits }),
      { phase: 'failed', reason: waits, generation: 2 },
      ['failed'],
    ],
  ])('%s', (_scenario, before, change, phases) => {
    const entries = historyOf(before, record(change), ['webhook', 'watch']);
    expect(entries.map(({ phase }) => phase)).toEqual(phases);
    for (const { cause } of entries) expect(cause).toBe('webhook; watch');
  });

  it('keeps what a clean-up came to with the end of its log, once', () => {
    const ended = cleanupRun({
      startedAt: minutesAgo(1),
      result: { outcome: 'failed', at: now, reason: 'no table.', log: 'a\nb' },
    });
    const going = record({
      phase: 'terminating',
      reason: 'Running the clean-up job of web.',
      cleanup: [{ ...ended, result: undefined }],
    });
    const done = { ...going, reason: 'The clean-up failed.', cleanup: [ended] };
    expect(historyOf(going, done, ['timer'])).toEqual([
      {
        phase: 'terminating',
        reason:
          'The clean-up job of web failed: no table.\nThe end of its log:\na\nb',
        cause: 'timer',
      },
    ]);
    expect(historyOf(done, { ...done, phase: 'gone' }, [])).toHaveLength(1);
    expect(historyOf(done, done, [])).toEqual([]);
  });

  it('tells that a person’s wish was done, though the phase stays', () => {
    const requestedBy = 'user:default/mona';
    const before = record({ redeploy: { requestedBy, at: now } });
    const asked = `redeploy requested by ${requestedBy}`;
    expect(historyOf(before, record(), [asked, 'watch Application'])).toEqual([
      {
        phase: 'ready',
        reason: `Synced again, as ${requestedBy} asked.`,
        cause: `${asked}; watch Application`,
      },
    ]);
    expect(historyOf(before, before, [])).toEqual([]);
  });

  it('names the timer where nobody gave a hint', () => {
    expect(historyOf(undefined, record(), [])).toMatchObject([
      { cause: 'timer' },
    ]);
  });
});
