import fc from 'fast-check';
import {
  deploymentIdentity,
  emptyCluster,
  fullCluster,
  now,
  observed,
  policy,
  record,
} from '../__testUtils__/builders';
import { ClusterFacts } from '../facts';
import { ClosingStep, PreviewRecord } from '../record';
import { close } from './close';

const minutes = (count: number) => count * 60_000;
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);

const noRoutes = { routes: { state: 'known' as const, components: [] } };
const noDeployments = {
  ...noRoutes,
  deployments: { state: 'known' as const, found: [] },
};
const finalizer = {
  ...noDeployments,
  workspace: {
    state: 'deleting' as const,
    reason: 'The namespace is being removed: finalizer x',
    blockedBy: ['finalizer x'],
  },
};
const unreachable = fullCluster({
  routes: { state: 'unknown', reason: 'Cluster dev is not reachable' },
});

/** One look at a removal whose furthest step began some time ago. */
function look(
  cluster: ClusterFacts | undefined,
  reached: { step: ClosingStep; for: number } | undefined,
  change: Partial<PreviewRecord> = {},
) {
  return close(
    observed({ clusters: cluster ? { dev: cluster } : {} }),
    record({
      phase: 'terminating',
      steps: {
        awaitingImageSince: undefined,
        verifyingSince: undefined,
        drainingSince: ago(minutes(60)),
      },
      closing: reached && { step: reached.step, since: ago(reached.for) },
      ...change,
    }),
    now,
  );
}

describe.each<{
  stage: string;
  step: ClosingStep;
  before: ClosingStep | undefined;
  left: ClusterFacts | undefined;
  deadline: number;
  steps: string[];
  blockedBy: RegExp;
}>([
  {
    stage: 'the cluster is out of sight',
    step: 'clusters',
    before: undefined,
    left: unreachable,
    deadline: minutes(10),
    steps: [],
    blockedBy: /not reachable/,
  },
  {
    stage: 'the cluster was taken out of the configuration',
    step: 'clusters',
    before: undefined,
    left: undefined,
    deadline: minutes(10),
    steps: [],
    blockedBy: /previewEnvironments\.clusters/,
  },
  {
    stage: 'routes are left',
    step: 'routes',
    before: undefined,
    left: fullCluster(),
    deadline: minutes(2),
    steps: ['destroy-edge-routes'],
    blockedBy: /route of web/,
  },
  {
    stage: 'Applications are left',
    step: 'deployments',
    before: 'drain',
    left: fullCluster(noRoutes),
    deadline: minutes(10),
    steps: ['destroy-deployment'],
    blockedBy: /web-pr-42-web/,
  },
  {
    stage: 'the namespace is left',
    step: 'workspaces',
    before: 'deployments',
    left: fullCluster(finalizer),
    deadline: minutes(10),
    steps: [],
    blockedBy: /finalizer x/,
  },
])('while $stage', ({ step, before, left, deadline, steps, blockedBy }) => {
  it('has its clock start when it is reached', () => {
    const reached = before && { step: before, for: minutes(60) };
    expect(look(left, reached)).toMatchObject({
      phase: 'terminating',
      closing: { step, since: now },
      stuckSince: undefined,
    });
  });

  it('is on time until its deadline', () => {
    const state = look(left, { step, for: deadline - 1 });
    expect(state).toMatchObject({
      phase: 'terminating',
      closing: { step, since: ago(deadline - 1) },
      stuckSince: undefined,
    });
    expect(state.steps.map(({ kind }) => kind)).toEqual(steps);
    expect(state.lookAgainAfterMilliseconds).toBeLessThanOrEqual(15_000);
  });

  it('is stuck from its deadline on, named, and tried all the same', () => {
    const state = look(left, { step, for: deadline });
    expect(state).toMatchObject({ phase: 'terminating', stuckSince: now });
    expect(state.blockedBy.join()).toMatch(blockedBy);
    expect(state.steps.map(({ kind }) => kind)).toEqual(steps);
  });

  it('stays stuck since then, and is looked at ever more seldom, at most every five minutes', () => {
    const stuckSince = ago(minutes(30));
    const reached = { step, for: minutes(30) + deadline };
    const state = look(left, reached, { stuckSince });
    expect(state.stuckSince).toEqual(stuckSince);
    expect(state.lookAgainAfterMilliseconds).toBeGreaterThan(minutes(3));
    expect(
      look(left, { step, for: minutes(6_000) }).lookAgainAfterMilliseconds,
    ).toBe(minutes(5));
  });

  it('is stuck no more when it is done', () => {
    const state = look(
      emptyCluster(),
      { step, for: minutes(60) },
      { stuckSince: now },
    );
    expect(state).toMatchObject({ phase: 'gone', stuckSince: undefined });
  });

  it('ends when an administrator gives it up, and says what is left', () => {
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
    const state = close(
      observed({ clusters: left ? { dev: left } : {}, remains }),
      record({
        phase: 'terminating',
        closing: { step, since: ago(deadline) },
        steps: {
          awaitingImageSince: undefined,
          verifyingSince: undefined,
          drainingSince: ago(minutes(60)),
        },
        release: { requestedBy: 'user:default/ann', at: now },
      }),
      now,
    );
    expect(state).toMatchObject({
      phase: 'gone',
      reason:
        'Given up by user:default/ann. Left in the clusters: Namespace pv-web-pr-42 (dev).',
      steps: [],
      stuckSince: undefined,
      abandoned: { abandonedBy: 'user:default/ann', objects: remains },
    });
  });

  it('is not given up while it is on time', () => {
    const state = look(
      left,
      { step, for: deadline - 1 },
      { release: { requestedBy: 'user:default/ann', at: now } },
    );
    expect(state).toMatchObject({
      phase: 'terminating',
      abandoned: undefined,
    });
  });
});

describe('what flaps', () => {
  it('gets no new deadline for a step that comes back', () => {
    const state = look(fullCluster(), { step: 'workspaces', for: minutes(11) });
    expect(state).toMatchObject({
      closing: { step: 'workspaces', since: ago(minutes(11)) },
      stuckSince: now,
    });
    expect(state.steps.map(({ kind }) => kind)).toEqual([
      'destroy-edge-routes',
    ]);
  });

  it('gets none for a cluster that goes out of sight in between, not even where the step has none', () => {
    expect(
      look(unreachable, { step: 'drain', for: minutes(11) }),
    ).toMatchObject({ stuckSince: now });
  });
});

it('waits for the last requests and for workers of old without a deadline: both end by the clock', () => {
  const draining = look(
    fullCluster(noRoutes),
    { step: 'drain', for: minutes(60) },
    {
      steps: {
        awaitingImageSince: undefined,
        verifyingSince: undefined,
        drainingSince: now,
      },
    },
  );
  expect(draining).toMatchObject({
    phase: 'terminating',
    stuckSince: undefined,
    lookAgainAfterMilliseconds: 5_000,
  });
  const { stuckSince, phase } = close(
    observed({
      clusters: { dev: emptyCluster() },
      sinceTakeOverMilliseconds: 10,
    }),
    record({ closing: { step: 'old-workers', since: ago(minutes(60)) } }),
    now,
  );
  expect({ stuckSince, phase }).toEqual({
    stuckSince: undefined,
    phase: 'terminating',
  });
});

it('measures from now where a clock that was ahead wrote the beginning', () => {
  const { closing } = look(fullCluster(), { step: 'routes', for: -60_000 });
  expect(closing).toEqual({ step: 'routes', since: now });
});

it('takes its deadlines from the configuration', () => {
  const state = close(
    observed({
      policy: { ...policy, closing: { ...policy.closing, routes: 1_000 } },
    }),
    record({ closing: { step: 'routes', since: ago(1_000) } }),
    now,
  );
  expect(state.stuckSince).toEqual(now);
});

const anyCluster: fc.Arbitrary<ClusterFacts> = fc.record({
  workspace: fc.constantFrom<ClusterFacts['workspace']>(
    { state: 'absent' },
    { state: 'complete' },
    { state: 'foreign', reason: 'not ours' },
    { state: 'unknown', reason: 'unreachable' },
    { state: 'deleting', reason: 'finalizer x', blockedBy: ['finalizer x'] },
  ),
  deployments: fc.constantFrom<ClusterFacts['deployments']>(
    { state: 'known', found: [] },
    { state: 'known', found: [deploymentIdentity] },
    { state: 'unknown', reason: 'unreachable' },
  ),
  routes: fc.constantFrom<ClusterFacts['routes']>(
    { state: 'known', components: [] },
    { state: 'known', components: ['web'] },
    { state: 'unknown', reason: 'unreachable' },
  ),
  overrides: fc.constantFrom<ClusterFacts['overrides']>(
    { state: 'known', targets: [] },
    { state: 'known', targets: ['shop/web:80'] },
    { state: 'unknown', reason: 'unreachable' },
  ),
});

const anyProgress = fc.option(
  fc.record({
    step: fc.constantFrom<ClosingStep>(
      'clusters',
      'mesh',
      'mesh-drain',
      'routes',
      'drain',
      'clean-up',
      'deployments',
      'workspaces',
      'old-workers',
    ),
    since: fc.integer({ min: 0, max: minutes(600) }).map(ago),
  }),
  { nil: undefined },
);

it('never skips a stage that still has something, however far it has come before and however late it is', () => {
  fc.assert(
    fc.property(anyCluster, anyCluster, anyProgress, (dev, other, closing) => {
      const clusters = [dev, other];
      const { steps, phase } = close(
        observed({ clusters: { dev, other } }),
        record({ clusters: ['dev', 'other'], closing }),
        now,
      );
      const kinds = steps.map(({ kind }) => kind);
      const unseen = clusters.some(fact =>
        [fact.workspace, fact.deployments, fact.routes, fact.overrides].some(
          ({ state }) => state === 'unknown',
        ),
      );
      const overrides = clusters.some(
        fact =>
          fact.overrides.state === 'known' && fact.overrides.targets.length,
      );
      const routes = clusters.some(
        fact => fact.routes.state === 'known' && fact.routes.components.length,
      );
      const deployments = clusters.some(
        fact =>
          fact.deployments.state === 'known' && fact.deployments.found.length,
      );
      const namespaces = clusters.some(
        ({ workspace }) => !['absent', 'foreign'].includes(workspace.state),
      );
      expect(unseen && kinds.length > 0).toBe(false);
      expect(overrides && kinds.includes('destroy-edge-routes')).toBeFalsy();
      expect(overrides && kinds.includes('destroy-deployment')).toBeFalsy();
      expect(routes && kinds.includes('destroy-deployment')).toBeFalsy();
      expect(
        (routes || deployments) && kinds.includes('destroy-workspace'),
      ).toBeFalsy();
      expect(phase === 'gone').toBe(
        !unseen && !overrides && !routes && !deployments && !namespaces,
      );
    }),
  );
});
