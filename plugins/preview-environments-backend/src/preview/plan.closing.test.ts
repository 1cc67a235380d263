import {
  cleanupRun,
  emptyCluster,
  fullCluster,
  minutesAgo,
  now,
  observed,
  previewId,
  pullRequest,
  record,
} from './__testUtils__/builders';
import { Observed } from './facts';
import { plan } from './plan';
import { ComponentRecord } from './record';

const decide = (change: Partial<Observed>) =>
  plan(previewId, observed(change), now);

const closed = pullRequest({
  state: 'closed',
  closedAt: '2026-03-01T11:59:00Z',
});
const unreachable = {
  state: 'unknown' as const,
  reason: 'Cluster dev is not reachable',
};
const noTimes = {
  awaitingImageSince: undefined,
  verifyingSince: undefined,
  drainingSince: undefined,
};

describe('draining', () => {
  it('never takes longer than it should, when a clock that was ahead wrote down its beginning', () => {
    const ahead = new Date(now.getTime() + 10 * 60_000);
    const begun = record({
      phase: 'terminating',
      steps: { ...noTimes, drainingSince: ahead },
    });
    const routes = { state: 'known' as const, components: [] };
    const decision = decide({
      pullRequest: closed,
      record: begun,
      clusters: { dev: fullCluster({ routes }) },
    });
    expect(decision.lookAgainAfterMilliseconds).toBe(5_000);
    expect(decision.stepTimes.drainingSince).toEqual(now);
  });

  it('begins when the last route was there', () => {
    const decision = decide({
      pullRequest: closed,
      record: record({
        phase: 'terminating',
        steps: { ...noTimes, drainingSince: minutesAgo(1) },
      }),
    });
    expect(decision.steps.map(({ kind }) => kind)).toEqual([
      'destroy-edge-routes',
    ]);
    expect(decision.stepTimes.drainingSince).toEqual(now);
  });
});

describe('the close order', () => {
  const draining = (seconds: number) =>
    record({
      phase: 'terminating',
      steps: {
        ...noTimes,
        drainingSince: new Date(now.getTime() - seconds * 1_000),
      },
    });
  const noRoutes = { routes: { state: 'known' as const, components: [] } };
  const noApplications = {
    ...noRoutes,
    deployments: { state: 'known' as const, found: [] },
  };

  it.each<[string, Partial<Observed>, string, string[]]>([
    ['routes first', {}, 'terminating', ['destroy-edge-routes']],
    [
      'nothing to wait for where no route was',
      {
        record: record({ phase: 'terminating' }),
        clusters: { dev: fullCluster(noRoutes) },
      },
      'terminating',
      ['destroy-deployment'],
    ],
    [
      'then requests finish',
      { record: draining(2), clusters: { dev: fullCluster(noRoutes) } },
      'terminating',
      [],
    ],
    [
      'then clean-up Jobs',
      {
        record: { ...draining(6), cleanup: [cleanupRun({ startedAt: now })] },
        clusters: { dev: fullCluster(noRoutes) },
        cleanup: { web: { state: 'absent' } },
      },
      'terminating',
      ['run-cleanup-job'],
    ],
    [
      'which run before anything else goes',
      {
        record: { ...draining(9), cleanup: [cleanupRun({ startedAt: now })] },
        clusters: { dev: fullCluster(noRoutes) },
        cleanup: { web: { state: 'running', reason: '', log: '' } },
      },
      'terminating',
      [],
    ],
    [
      'then Applications',
      { record: draining(6), clusters: { dev: fullCluster(noRoutes) } },
      'terminating',
      ['destroy-deployment'],
    ],
    [
      'then the namespace',
      { record: draining(9), clusters: { dev: fullCluster(noApplications) } },
      'terminating',
      ['destroy-workspace'],
    ],
    [
      'the namespace hangs on a finalizer',
      {
        record: draining(9),
        clusters: {
          dev: fullCluster({
            ...noApplications,
            workspace: {
              state: 'deleting',
              reason: 'finalizer x',
              blockedBy: ['finalizer x'],
            },
          }),
        },
      },
      'terminating',
      [],
    ],
    [
      'nothing is left',
      { record: draining(20), clusters: { dev: emptyCluster() } },
      'gone',
      [],
    ],
    [
      'nothing is left, but an old worker may still write',
      {
        record: draining(20),
        clusters: { dev: emptyCluster() },
        sinceTakeOverMilliseconds: 10_000,
      },
      'terminating',
      [],
    ],
    [
      'the cluster cannot be seen',
      {
        record: draining(20),
        clusters: { dev: emptyCluster({ routes: unreachable }) },
      },
      'terminating',
      [],
    ],
    [
      'the cluster was taken out of the configuration',
      { record: draining(20), clusters: {} },
      'terminating',
      [],
    ],
  ])('%s', (_scenario, change, phase, steps) => {
    const decision = decide({ pullRequest: closed, ...change });
    expect(decision.phase).toBe(phase);
    expect(decision.steps.map(({ kind }) => kind)).toEqual(steps);
    expect(decision.closedAt).toEqual(new Date('2026-03-01T11:59:00Z'));
  });

  it('names what holds up the namespace', () => {
    const workspace = {
      state: 'deleting' as const,
      reason: 'finalizer x',
      blockedBy: ['finalizer x'],
    };
    expect(
      decide({
        pullRequest: closed,
        record: draining(9),
        clusters: { dev: emptyCluster({ workspace }) },
      }).blockedBy,
    ).toEqual(['finalizer x']);
  });
});

describe('a removal that is given up', () => {
  const stuck = record({
    phase: 'terminating',
    closing: { step: 'routes', since: minutesAgo(3) },
    stuckSince: minutesAgo(1),
    release: { requestedBy: 'user:default/ann', at: now },
  });
  const remains = [
    {
      cluster: 'dev',
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      namespace: 'pv-web-pr-42',
      name: 'web',
      uid: 'u1',
    },
  ];
  const abandoned = { abandonedBy: 'user:default/ann', objects: remains };

  it('is gone for good where the pull request is closed', () => {
    expect(
      decide({ pullRequest: closed, record: stuck, remains }),
    ).toMatchObject({
      phase: 'gone',
      reason: expect.stringMatching(
        /Given up by .* HTTPRoute pv-web-pr-42\/web/,
      ),
      clusters: [],
      steps: [],
      abandoned,
      closedAt: new Date('2026-03-01T11:59:00Z'),
    });
  });

  it('makes room for the next life where the pull request was reopened', () => {
    expect(decide({ record: stuck, remains })).toMatchObject({
      phase: 'gone',
      abandoned,
      lookAgainAfterMilliseconds: 0,
    });
  });

  it('leaves one that may not run where it was', () => {
    expect(
      decide({
        pullRequest: pullRequest({ draft: true }),
        record: { ...stuck, phase: 'awaiting-approval' },
        remains,
      }),
    ).toMatchObject({ phase: 'awaiting-approval', clusters: [], abandoned });
  });
});

describe('the components of what goes', () => {
  const web: ComponentRecord = {
    name: 'web',
    entityRefs: ['component:default/web'],
    cluster: 'dev',
    namespace: 'pv-web-pr-42',
    application: 'web-pr-42-web',
    image: undefined,
    health: 'healthy',
    reason: 'x',
    images: [],
    urls: [],
  };

  it.each`
    scenario                      | dev                                                   | health        | application
    ${'it is still there'}        | ${fullCluster()}                                      | ${'deleting'} | ${web.application}
    ${'nobody can tell'}          | ${fullCluster({ deployments: unreachable })}          | ${'unknown'}  | ${web.application}
    ${'its Application has gone'} | ${emptyCluster({ workspace: { state: 'complete' } })} | ${'absent'}   | ${undefined}
    ${'nothing of it is there'}   | ${emptyCluster()}                                     | ${'absent'}   | ${undefined}
  `('$scenario: $health', ({ dev, health, application }) => {
    const decision = decide({
      pullRequest: closed,
      record: record({ phase: 'terminating', components: [web] }),
      clusters: { dev },
    });
    expect(decision.components).toEqual([
      { ...web, health, application, reason: undefined },
    ]);
  });
});
