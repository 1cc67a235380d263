import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import {
  fullCluster,
  minutesAgo,
  now,
  record,
} from '../preview/__testUtils__/builders';
import { closed, going, lookAt } from './__testUtils__/looks';
import { tellOfStuck } from './stuckAlert';

const noRoutes = { routes: { state: 'known' as const, components: [] } };
const drained = {
  awaitingImageSince: undefined,
  verifyingSince: undefined,
  drainingSince: minutesAgo(30),
};
/** Applications have been going for ten minutes. */
const late = {
  ...going,
  steps: drained,
  closing: { step: 'deployments' as const, since: minutesAgo(10) },
};
const stuck = { ...late, stuckSince: minutesAgo(1) };
const clusters = { dev: fullCluster(noRoutes) };

describe('a removal past its deadline', () => {
  it('is remembered before it is tried again, so that it is known even if every try fails', async () => {
    const { remembered, steps } = await lookAt({
      pullRequest: closed,
      record: late,
      clusters,
    });
    expect(remembered).toMatchObject([
      {
        stepsBefore: 0,
        record: { phase: 'terminating', stuckSince: now },
      },
    ]);
    expect(steps).toEqual(['destroy-deployment']);
  });

  it('is tried all the same, and named as who removes it says', async () => {
    const hindrances = [
      { reason: 'Argo CD cannot remove web: x', blockedBy: ['x'] },
    ];
    const {
      steps,
      record: after,
      history,
    } = await lookAt(
      { pullRequest: closed, record: stuck, clusters },
      { hindrances },
    );
    expect(steps).toEqual(['destroy-deployment']);
    expect(after).toMatchObject({
      reason: 'Argo CD cannot remove web: x',
      blockedBy: ['x'],
      stuckSince: stuck.stuckSince,
    });
    expect(history).toEqual([
      expect.objectContaining({ reason: 'Argo CD cannot remove web: x' }),
    ]);
  });

  it.each<[string, { outcome?: Error }]>([
    ['it goes on waiting', {}],
    [
      'it says that it will be done soon',
      { outcome: new WaitingError('soon') },
    ],
  ])('is looked at seldom while %s', async (_scenario, options) => {
    const { lookAgainAfterMilliseconds } = await lookAt(
      { pullRequest: closed, record: stuck, clusters },
      options,
    );
    expect(lookAgainAfterMilliseconds).toBe(60_000);
  });

  it('is not late where nothing may be written', async () => {
    const { record: after } = await lookAt(
      { pullRequest: closed, record: stuck, clusters },
      { writes: false },
    );
    expect(after).toMatchObject({ closing: undefined, stuckSince: undefined });
  });

  it('ends with what is left when it is given up, and the wish with it', async () => {
    const remains = [
      {
        cluster: 'dev',
        apiVersion: 'v1',
        kind: 'Namespace',
        namespace: undefined,
        name: 'pv-web-pr-42',
        uid: 'u1',
      },
    ];
    const release = { requestedBy: 'user:default/ann', at: now };
    const {
      record: after,
      abandoned,
      history,
    } = await lookAt({
      pullRequest: closed,
      record: { ...stuck, release },
      clusters,
      remains,
    });
    expect(after).toMatchObject({
      phase: 'gone',
      release: undefined,
      stuckSince: undefined,
      closing: undefined,
    });
    expect(abandoned).toEqual({
      abandonedBy: 'user:default/ann',
      objects: remains,
    });
    expect(history).toEqual([
      expect.objectContaining({
        phase: 'gone',
        reason: expect.stringMatching(/user:default\/ann.*pv-web-pr-42/),
      }),
    ]);
  });
});

describe('what is told of it', () => {
  const alerts = { raise: jest.fn(), clear: jest.fn() };
  beforeEach(() => jest.clearAllMocks());

  it('names the step and does not change from look to look', async () => {
    await tellOfStuck(alerts, late, { ...stuck, reason: 'one thing' });
    await tellOfStuck(alerts, stuck, { ...stuck, reason: 'another thing' });
    const [[first], [second]] = alerts.raise.mock.calls;
    expect(first).toEqual(second);
    expect(first).toMatchObject({
      key: 'stuck:web-pr-42',
      description: expect.stringMatching(/Applications.*pull request 42/),
    });
  });

  it('is over when the removal goes on', async () => {
    await tellOfStuck(alerts, stuck, record({ phase: 'gone' }));
    expect(alerts.clear).toHaveBeenCalledWith('stuck:web-pr-42');
    expect(alerts.raise).not.toHaveBeenCalled();
  });

  it('is nothing while all is well', async () => {
    await tellOfStuck(alerts, record(), record());
    expect(alerts.clear).not.toHaveBeenCalled();
    expect(alerts.raise).not.toHaveBeenCalled();
  });
});
