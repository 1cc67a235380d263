import {
  deploymentIdentity,
  emptyCluster,
  fullCluster,
  minutesAgo,
  now,
  observed,
  olderSha,
  previewId,
  record,
  upFacts,
} from './__testUtils__/builders';
import { Observed } from './facts';
import { plan } from './plan';

const decide = (change: Partial<Observed>) =>
  plan(previewId, observed(change), now);
const kinds = (change: Partial<Observed>) =>
  decide(change).steps.map(({ kind }) => kind);

const missing = { images: [{ state: 'missing' as const }] };
const starting = (trouble?: string) => ({
  workload: {
    state: 'starting' as const,
    reason: 'Service web has no ready pod yet.',
    trouble,
  },
  route: { state: 'absent' as const },
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

describe('the way to ready', () => {
  it.each<[string, Partial<Observed>, string, string]>([
    [
      'the image is not built yet',
      { componentFacts: { web: upFacts(missing) } },
      'awaiting-image',
      'Waiting for ghcr.io/acme/web:pr-42-a1b2c3d',
    ],
    [
      'the registry cannot be asked',
      {
        componentFacts: {
          web: upFacts({
            images: [{ state: 'unknown', reason: 'ghcr.io answered 503' }],
          }),
        },
      },
      'awaiting-image',
      'Waiting for ghcr.io/acme/web:pr-42-a1b2c3d (ghcr.io answered 503)',
    ],
    [
      'the image did not come in time',
      {
        record: record({
          phase: 'awaiting-image',
          steps: { ...noTimes, awaitingImageSince: minutesAgo(31) },
        }),
        componentFacts: { web: upFacts(missing) },
      },
      'failed',
      'ghcr.io/acme/web:pr-42-a1b2c3d was not there after 30 min. Has its build failed?',
    ],
    [
      'there is no namespace',
      { clusters: { dev: emptyCluster() } },
      'provisioning',
      'Making the namespace pv-web-pr-42.',
    ],
    [
      'the namespace of an earlier life is still going',
      {
        clusters: {
          dev: emptyCluster({
            workspace: {
              state: 'deleting',
              reason: 'pods remain',
              blockedBy: ['pods'],
            },
          }),
        },
      },
      'provisioning',
      'Waiting until the old namespace pv-web-pr-42 is gone: pods remain',
    ],
    [
      'Argo CD knows nothing yet',
      { componentFacts: { web: upFacts({ deployment: { state: 'absent' } }) } },
      'deploying',
      'Handing the deployment to Argo CD.',
    ],
    [
      'Argo CD is syncing',
      {
        componentFacts: {
          web: upFacts({
            deployment: { state: 'progressing', reason: 'syncing' },
          }),
        },
      },
      'deploying',
      'syncing',
    ],
    [
      'healthy, but no pod runs the commit',
      { componentFacts: { web: upFacts(starting()) } },
      'deploying',
      'Service web has no ready pod yet.',
    ],
    [
      'a pod cannot pull its image',
      {
        record: record({ liveSha: undefined, phase: 'deploying' }),
        componentFacts: {
          web: upFacts({
            deployment: { state: 'progressing', reason: '' },
            ...starting('Pod web-7c9: cannot pull image'),
          }),
        },
      },
      'failed',
      'Pod web-7c9: cannot pull image',
    ],
    [
      'a preview that was ready loses its pods',
      {
        componentFacts: {
          web: upFacts({
            deployment: { state: 'degraded', reason: 'degraded' },
          }),
        },
      },
      'degraded',
      'degraded',
    ],
    [
      'the gateway refuses the route',
      {
        record: record({ liveSha: undefined }),
        componentFacts: {
          web: upFacts({
            route: { state: 'pending', reason: 'NotAllowedByListeners' },
          }),
        },
      },
      'verifying',
      'NotAllowedByListeners',
    ],
    [
      'the probe fails',
      {
        record: record({ liveSha: undefined }),
        componentFacts: {
          web: upFacts({ probe: { state: 'failed', reason: 'status 500' } }),
        },
      },
      'verifying',
      'status 500',
    ],
    [
      'the probe fails for too long',
      {
        record: record({
          liveSha: undefined,
          phase: 'verifying',
          steps: { ...noTimes, verifyingSince: minutesAgo(6) },
        }),
        componentFacts: {
          web: upFacts({ probe: { state: 'failed', reason: 'status 500' } }),
        },
      },
      'failed',
      'status 500 (for 5 min)',
    ],
    ['the probe answered', {}, 'ready', 'Answers with the head commit.'],
    [
      'it stops answering',
      {
        componentFacts: {
          web: upFacts({ probe: { state: 'failed', reason: 'status 503' } }),
        },
      },
      'degraded',
      'status 503',
    ],
    [
      'the budget is used up',
      {
        admission: { admitted: false, ahead: 2, limit: 'total' },
        record: record({ phase: 'queued' }),
      },
      'queued',
      'The limit for all previews together is reached; 2 more are ahead.',
    ],
    [
      'a ready preview of an unreachable cluster',
      { clusters: { dev: fullCluster({ workspace: unreachable }) } },
      'ready',
      'Cluster dev is not reachable',
    ],
    [
      'a new preview of an unreachable cluster',
      {
        record: undefined,
        clusters: { dev: emptyCluster({ workspace: unreachable }) },
      },
      'provisioning',
      'Cluster dev is not reachable',
    ],
  ])('%s', (_scenario, change, phase, reason) => {
    expect(decide(change)).toMatchObject({ phase, reason });
  });

  it('makes things in the order of rule 7.12: namespace, workload, and the route only when pods are ready', () => {
    expect(kinds({ clusters: { dev: emptyCluster() } })).toEqual([
      'ensure-workspace',
    ]);
    expect(kinds({ componentFacts: { web: upFacts(starting()) } })).toEqual([
      'ensure-workspace',
      'ensure-deployment',
    ]);
    expect(
      kinds({
        componentFacts: { web: upFacts({ route: { state: 'absent' } }) },
      }),
    ).toEqual(['ensure-workspace', 'ensure-deployment', 'ensure-edge-route']);
  });

  it('leaves the commit before alone while the image of a new one is awaited', () => {
    const decision = decide({
      record: record({ liveSha: olderSha }),
      componentFacts: { web: upFacts(missing) },
    });
    expect(decision).toMatchObject({
      steps: [],
      liveSha: olderSha,
      url: 'https://web-pr-42.preview.example.com/',
    });
  });

  it('keeps the route of the commit before while pods of a new one start', () => {
    const decision = decide({
      record: record({ liveSha: olderSha }),
      componentFacts: { web: upFacts(starting()) },
    });
    expect(decision.steps.map(({ kind }) => kind)).not.toContain(
      'ensure-edge-route',
    );
    expect(decision.liveSha).toBe(olderSha);
  });

  it('looks again by itself until it is ready, and then only on a hint', () => {
    expect(decide({}).lookAgainAfterMilliseconds).toBeUndefined();
    expect(
      decide({ componentFacts: { web: upFacts(missing) } })
        .lookAgainAfterMilliseconds,
    ).toBeGreaterThan(0);
  });

  it('remembers the cluster with the first decision, before anything is made there', () => {
    expect(
      decide({ record: undefined, clusters: { dev: emptyCluster() } }),
    ).toMatchObject({ begins: true, clusters: ['dev'] });
  });

  it('asks Argo CD for a new sync when a person asked to redeploy', () => {
    expect(
      kinds({
        record: record({
          redeploy: { requestedBy: 'user:default/ann', at: now },
        }),
      }),
    ).toContain('resync-deployment');
  });

  it('takes away the deployment and the route of a component that no definition names any more', () => {
    const stray = {
      ...deploymentIdentity,
      component: 'old',
      name: 'web-pr-42-old',
    };
    const cluster = fullCluster({
      deployments: { state: 'known', found: [deploymentIdentity, stray] },
      routes: { state: 'known', components: ['web', 'old'] },
    });
    expect(decide({ clusters: { dev: cluster } }).steps).toEqual(
      expect.arrayContaining([
        {
          kind: 'destroy-edge-routes',
          previewId,
          cluster: 'dev',
          keep: ['web'],
        },
        { kind: 'destroy-deployment', deployment: stray },
      ]),
    );
  });
});
