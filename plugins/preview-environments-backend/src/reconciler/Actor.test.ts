import {
  DeploymentStatus,
  RouteStatus,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { desire, Step } from '../preview';
import {
  cleanupRun,
  component,
  deploymentIdentity,
  policy,
  previewId,
  pullRequest,
} from '../preview/__testUtils__/builders';
import { Actor } from './Actor';

const routing = {
  host: 'x.preview.example.com',
  service: { name: 'web', port: 80 },
  mesh: [{ service: 'web', namespace: 'shop', port: 80 }],
};
const wanted = desire(
  previewId,
  pullRequest(),
  [component('web', { routing })],
  policy,
);
if ('problem' in wanted) throw new Error(wanted.problem);
const {
  workspaces: [workspace],
  components: [
    {
      deployment,
      route,
      mesh: [meshRoute],
    },
  ],
} = wanted.desired;
const place = { previewId, cluster: 'dev', namespace: 'pv-web-pr-42' };

const steps: Record<Step['kind'], Step> = {
  'ensure-workspace': { kind: 'ensure-workspace', workspace },
  'ensure-deployment': { kind: 'ensure-deployment', deployment },
  'resync-deployment': { kind: 'resync-deployment', deployment, reason: 'x' },
  'ensure-edge-route': { kind: 'ensure-edge-route', route: route! },
  'destroy-edge-routes': { kind: 'destroy-edge-routes', ...place, keep: [] },
  'ensure-baseline-route': {
    kind: 'ensure-baseline-route',
    target: meshRoute.target,
  },
  'ensure-mesh-route': { kind: 'ensure-mesh-route', route: meshRoute },
  'destroy-mesh-routes': { kind: 'destroy-mesh-routes', ...place, keep: [] },
  'request-build': {
    kind: 'request-build',
    request: {
      previewId,
      repository: pullRequest().repository,
      number: 42,
      sha: pullRequest().head.sha,
      trigger: { kind: 'circleci' },
      images: [],
      attempts: 0,
      wantedAt: undefined,
    },
  },
  'run-cleanup-job': {
    kind: 'run-cleanup-job',
    previewId,
    generation: 1,
    run: cleanupRun(),
    retryAfterMilliseconds: 1_000,
  },
  'destroy-deployment': {
    kind: 'destroy-deployment',
    deployment: deploymentIdentity,
  },
  'destroy-workspace': { kind: 'destroy-workspace', ...place },
};

/** An actor in a world where nothing is left to do, unless `failing` says what goes wrong or `leaving` what goes slowly. */
function setUp(
  failing: string[] = [],
  leaving: { deployment?: DeploymentStatus; routes?: RouteStatus } = {},
) {
  const done: string[] = [];
  const does = <T>(what: string, answer: T) => {
    return async () => {
      done.push(what);
      if (failing.includes(what)) throw new WaitingError('not now');
      return answer;
    };
  };
  const actor = new Actor({
    workspaces: {
      ensure: does('make the workspace', 'unchanged' as const),
      destroy: does('remove the workspace', undefined),
    },
    deployer: {
      ensure: does('deploy', 'unchanged' as const),
      resync: does('sync again', undefined),
      destroy: does('undeploy', leaving.deployment ?? { state: 'absent' }),
    },
    router: {
      ensure: does('route', 'unchanged' as const),
      destroy: does(
        'take the routes away',
        leaving.routes ?? { state: 'absent' },
      ),
    },
    mesh: {
      ensureBaseline: does('keep the baseline reachable', 'unchanged' as const),
      ensure: does('lead callers to it', 'unchanged' as const),
      destroy: does('lead callers back', { state: 'absent' as const }),
    },
    jobs: { start: does('clean up', 'unchanged' as const) },
    builds: { request: does('ask for the build', true) },
  });
  return { actor, done };
}

it.each<[Step['kind'], string, 'changed' | 'unchanged']>([
  ['ensure-workspace', 'make the workspace', 'unchanged'],
  ['ensure-deployment', 'deploy', 'unchanged'],
  ['resync-deployment', 'sync again', 'changed'],
  ['ensure-edge-route', 'route', 'unchanged'],
  ['destroy-edge-routes', 'take the routes away', 'changed'],
  ['ensure-baseline-route', 'keep the baseline reachable', 'unchanged'],
  ['ensure-mesh-route', 'lead callers to it', 'unchanged'],
  ['destroy-mesh-routes', 'lead callers back', 'changed'],
  ['request-build', 'ask for the build', 'changed'],
  ['run-cleanup-job', 'clean up', 'unchanged'],
  ['destroy-deployment', 'undeploy', 'changed'],
  ['destroy-workspace', 'remove the workspace', 'changed'],
])('%s', async (kind, what, outcome) => {
  const { actor, done } = setUp();
  await expect(actor.act([steps[kind]])).resolves.toEqual({
    changed: outcome === 'changed',
    hindrances: [],
  });
  expect(done).toEqual([what]);
});

it('keeps the order of the decision, and goes no further than the first step that fails', async () => {
  const order = [
    steps['ensure-workspace'],
    steps['ensure-deployment'],
    steps['ensure-edge-route'],
  ];
  const { actor, done } = setUp(['deploy']);
  await expect(actor.act(order)).rejects.toThrow('not now');
  expect(done).toEqual(['make the workspace', 'deploy']);
});

it('passes on what a removal waits for, which changes nothing by being asked for again', async () => {
  const { actor } = setUp([], {
    deployment: {
      state: 'deleting',
      reason: 'Argo CD is removing web.',
      blockedBy: ['finalizer x'],
    },
    routes: { state: 'deleting', reason: 'The route web is being removed' },
  });
  const order = [steps['destroy-edge-routes'], steps['destroy-deployment']];
  await expect(actor.act(order)).resolves.toEqual({
    changed: false,
    hindrances: [
      {
        reason: 'The route web is being removed',
        blockedBy: ['The route web is being removed'],
      },
      { reason: 'Argo CD is removing web.', blockedBy: ['finalizer x'] },
    ],
  });
});
