import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { LeaseEndingError } from '../kubernetes';
import { feedbackPlaces, Observed } from '../preview';
import {
  component,
  deploymentIdentity,
  emptyCluster,
  fullCluster,
  minutesAgo,
  now,
  record,
  upFacts,
} from '../preview/__testUtils__/builders';
import { LeaseLostError } from './failures';
import { closed, going, lookAt } from './__testUtils__/looks';

describe('what is remembered before anything is done', () => {
  it('the tombstone, before the first deletion', async () => {
    const { remembered, steps } = await lookAt({
      pullRequest: closed,
      components: [],
    });
    expect(remembered).toMatchObject([
      {
        stepsBefore: 0,
        record: {
          phase: 'terminating',
          closedAt: new Date('2026-03-01T11:59:00Z'),
        },
        history: [{ phase: 'terminating' }],
      },
    ]);
    expect(steps).toEqual(['destroy-edge-routes']);
  });

  it('a cluster, before anything is made in it', async () => {
    const { remembered, steps } = await lookAt({
      record: record({ clusters: [] }),
      clusters: { dev: emptyCluster() },
    });
    expect(remembered).toMatchObject([
      { stepsBefore: 0, record: { clusters: ['dev'] } },
    ]);
    expect(steps).toEqual(['ensure-workspace']);
  });

  it('a new life, before it begins', async () => {
    const { remembered, steps } = await lookAt({
      record: record({ phase: 'gone', generation: 3, clusters: ['dev'] }),
      clusters: { dev: emptyCluster() },
    });
    expect(remembered).toMatchObject([
      { stepsBefore: 0, record: { generation: 4, phase: 'provisioning' } },
    ]);
    expect(steps).toEqual(['ensure-workspace']);
  });

  it('and nothing is done, nor said, when somebody else looks meanwhile', async () => {
    const done: string[] = [];
    await expect(
      lookAt(
        { pullRequest: closed, components: [] },
        { holds: false, does: what => done.push(what) },
      ),
    ).rejects.toThrow(LeaseLostError);
    expect(done).toEqual([]);
  });

  it('nothing of a pull request that never asked for a preview', async () => {
    await expect(
      lookAt({ record: undefined, components: [] }),
    ).resolves.toMatchObject({
      record: undefined,
      history: [],
      said: [],
      steps: [],
    });
  });
});

describe('a look that goes on', () => {
  it('deploys as soon as the guard rails are written, without going through them again', async () => {
    const { steps, record: after } = await lookAt(
      {
        record: undefined,
        clusters: { dev: emptyCluster() },
        componentFacts: { web: upFacts({ deployment: { state: 'absent' } }) },
      },
      { outcome: 'changed' },
    );
    expect(steps).toEqual(['ensure-workspace', 'ensure-deployment']);
    expect(after?.phase).toBe('deploying');
  });

  it('tells each phase once', async () => {
    const { remembered, history } = await lookAt(
      {
        record: undefined,
        clusters: { dev: emptyCluster() },
        componentFacts: { web: upFacts({ deployment: { state: 'absent' } }) },
      },
      { outcome: 'changed' },
    );
    expect(
      [...remembered.flatMap(one => one.history), ...history].map(
        ({ phase }) => phase,
      ),
    ).toEqual(['provisioning', 'deploying']);
  });

  it('says nothing that is outdated in a moment', async () => {
    const young = { phase: 'deploying' as const, phaseSince: minutesAgo(0.1) };
    const { said } = await lookAt(
      {
        record: record(young),
        componentFacts: { web: upFacts({ deployment: { state: 'absent' } }) },
      },
      { outcome: 'changed' },
    );
    expect(said).toEqual([]);
  });

  it('says what is so for longer, although somebody keeps changing it', async () => {
    const old = { phase: 'deploying' as const, phaseSince: minutesAgo(1) };
    const { said } = await lookAt(
      {
        record: record(old),
        componentFacts: { web: upFacts({ deployment: { state: 'absent' } }) },
      },
      { outcome: 'changed' },
    );
    expect(said).toMatchObject([{ phase: 'deploying' }]);
  });

  it('does not wait for what takes its time', async () => {
    const { steps } = await lookAt(
      { pullRequest: closed, record: going, components: [] },
      { outcome: 'changed' },
    );
    expect(steps).toEqual(['destroy-edge-routes']);
  });
});

describe('what becomes of the steps', () => {
  it('is looked at again soon when something was written', async () => {
    await expect(lookAt({}, { outcome: 'changed' })).resolves.toMatchObject({
      record: { phase: 'ready' },
      lookAgainAfterMilliseconds: 500,
    });
  });

  it('needs no further look when everything stands', async () => {
    await expect(lookAt({})).resolves.toMatchObject({
      record: { phase: 'ready' },
      history: [],
      lookAgainAfterMilliseconds: undefined,
    });
  });

  it('a step that has to wait keeps the phase, shows the reason and says when to go on', async () => {
    const after = { afterMilliseconds: 3_000 };
    await expect(
      lookAt({}, { outcome: new WaitingError('not reachable', after) }),
    ).resolves.toMatchObject({
      record: { phase: 'ready', reason: 'not reachable' },
      lookAgainAfterMilliseconds: 3_000,
    });
  });

  it('a step for which no time was left keeps what was found out', async () => {
    await expect(
      lookAt({}, { outcome: new LeaseEndingError() }),
    ).resolves.toMatchObject({
      record: { phase: 'ready', reason: 'Answers with the head commit.' },
      lookAgainAfterMilliseconds: 0,
    });
  });

  it('a route that was refused names the hop that would have failed', async () => {
    const hop = { hop: 'listener', host: 'web.example.com' } as const;
    await expect(
      lookAt({}, { outcome: new RefusedError('no listener', { hop }) }),
    ).resolves.toMatchObject({ record: { failingHop: hop } });
  });

  it.each<[string, Partial<Observed>, string]>([
    ['an opening fails', {}, 'failed'],
    [
      'a removal goes on',
      { record: going, pullRequest: closed, components: [] },
      'terminating',
    ],
  ])('a step that was refused: %s', async (_scenario, change, phase) => {
    const reason = 'Namespace pv-web-pr-42 exists and is not ours';
    await expect(
      lookAt(change, { outcome: new RefusedError(reason) }),
    ).resolves.toMatchObject({
      record: { phase, reason, blockedBy: [reason] },
      history: [{ phase, reason, cause: 'webhook pull_request.opened' }],
      lookAgainAfterMilliseconds: 300_000,
    });
  });

  it('a wish for a redeploy outlives a step that failed', async () => {
    const redeploy = { requestedBy: 'octo', at: now };
    const wished = { record: record({ redeploy }) };
    const failed = await lookAt(wished, { outcome: new WaitingError('no') });
    expect(failed.record?.redeploy).toEqual(redeploy);
    const done = await lookAt(wished, { outcome: 'changed' });
    expect(done.steps).toContain('resync-deployment');
    expect(done.record?.redeploy).toBeUndefined();
  });

  it("an unknown error is nobody's reason: the whole look fails", async () => {
    await expect(lookAt({}, { outcome: new Error('boom') })).rejects.toThrow(
      'boom',
    );
  });
});

it('looks again in time for a comment that was held back', async () => {
  await expect(
    lookAt(
      {
        clusters: { dev: fullCluster() },
        components: [component()],
        componentFacts: {
          web: upFacts({
            deployment: { state: 'progressing', reason: 'syncing' },
          }),
        },
      },
      { heldBackMilliseconds: 700 },
    ),
  ).resolves.toMatchObject({ lookAgainAfterMilliseconds: 700 });
});

it('takes deployments away by name, wanted or not', async () => {
  const { steps } = await lookAt({
    record: record({ phase: 'terminating', url: undefined }),
    pullRequest: closed,
    components: [],
    clusters: {
      dev: fullCluster({
        routes: { state: 'known', components: [] },
        deployments: {
          state: 'known',
          found: [
            deploymentIdentity,
            { ...deploymentIdentity, component: 'old', name: 'old' },
          ],
        },
      }),
    },
  });
  expect(steps).toEqual(['destroy-deployment', 'destroy-deployment']);
});

it('goes on where it is wanted although another cluster was taken out of the configuration', async () => {
  const before = record({ clusters: ['dev', 'former'] });
  await expect(lookAt({ record: before })).resolves.toMatchObject({
    record: { phase: 'ready', clusters: ['dev', 'former'] },
  });
});

it.each`
  scenario                                                      | before                                           | unsure
  ${'every look before has written down what it said'}          | ${{}}                                            | ${[]}
  ${'the look before has not'}                                  | ${{ unfinished: 1 }}                             | ${feedbackPlaces}
  ${'a worker has lost its lease, and others have ended looks'} | ${{ takenOverAt: minutesAgo(1), unfinished: 0 }} | ${[]}
`(
  'is unsure of what was told at $unsure, when $scenario',
  async ({ before, unsure }) => {
    const result = await lookAt({ record: record() }, before);
    expect(result.said.map(({ feedback }) => feedback?.unsure ?? [])).toEqual([
      unsure,
    ]);
  },
);

it('stays unsure of what was told while it cannot tell', async () => {
  const before = record();
  await expect(
    lookAt(
      { kind: 'unreadable', record: before, reason: 'No credentials.' },
      { attempts: 8, unfinished: 8 },
    ),
  ).resolves.toMatchObject({
    record: { feedback: { unsure: feedbackPlaces } },
  });
});
