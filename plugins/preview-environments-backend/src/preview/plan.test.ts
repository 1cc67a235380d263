import {
  component,
  deploymentIdentity,
  emptyCluster,
  fullCluster,
  minutesAgo,
  now,
  observed,
  olderSha,
  previewId,
  pullRequest,
  record,
  sha,
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
      'then requests finish',
      { record: draining(2), clusters: { dev: fullCluster(noRoutes) } },
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
      ['destroy-workspace'],
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

describe('closed is closed', () => {
  const gone = record({
    phase: 'gone',
    reason: 'The pull request is closed.',
    clusters: [],
    closedAt: new Date('2026-03-01T11:59:00Z'),
  });

  it('does not come back by a late event for a closed pull request', () => {
    expect(decide({ record: gone, pullRequest: closed })).toMatchObject({
      phase: 'gone',
      steps: [],
      begins: false,
    });
  });

  it('does not come back by a reading from before the close', () => {
    expect(decide({ record: gone })).toMatchObject({
      phase: 'gone',
      steps: [],
    });
  });

  it('comes back when GitHub says that it was reopened', () => {
    const reopened = pullRequest({ updatedAt: '2026-03-01T11:59:30Z' });
    expect(
      decide({
        record: gone,
        pullRequest: reopened,
        clusters: { dev: emptyCluster() },
      }),
    ).toMatchObject({
      phase: 'provisioning',
      begins: true,
      closedAt: undefined,
    });
  });

  it('finishes the removal before a reopened one starts again', () => {
    const reopened = pullRequest({ updatedAt: '2026-03-01T11:59:30Z' });
    const terminating = record({
      phase: 'terminating',
      closedAt: new Date('2026-03-01T11:59:00Z'),
    });
    expect(
      decide({ record: terminating, pullRequest: reopened }),
    ).toMatchObject({
      phase: 'terminating',
      steps: [{ kind: 'destroy-edge-routes' }],
    });
    expect(
      decide({
        record: terminating,
        pullRequest: reopened,
        clusters: { dev: emptyCluster() },
      }),
    ).toMatchObject({ phase: 'gone', lookAgainAfterMilliseconds: 0 });
  });
});

describe('who gets a preview', () => {
  it.each<[string, Partial<Observed>, object]>([
    [
      'nobody asked: nothing is remembered',
      { record: undefined, pullRequest: pullRequest({ labels: [] }) },
      { remember: 'forget', steps: [] },
    ],
    [
      'the label was taken off',
      { pullRequest: pullRequest({ labels: [] }) },
      { phase: 'terminating' },
    ],
    [
      'a draft',
      { record: undefined, pullRequest: pullRequest({ draft: true }) },
      { phase: 'awaiting-approval', blockedBy: ['draft'], steps: [] },
    ],
    [
      'a bot',
      {
        record: undefined,
        pullRequest: pullRequest({
          author: { login: 'dependabot', bot: true },
        }),
      },
      { phase: 'awaiting-approval', blockedBy: ['bot'] },
    ],
    [
      'a fork',
      {
        record: undefined,
        pullRequest: pullRequest({
          head: { sha, ref: 'x', repositoryId: '99' },
        }),
      },
      { phase: 'awaiting-approval', blockedBy: ['fork'] },
    ],
    [
      'a fork that was deleted',
      {
        record: undefined,
        pullRequest: pullRequest({
          head: { sha, ref: 'x', repositoryId: undefined },
        }),
      },
      { blockedBy: ['fork'] },
    ],
    [
      'another base branch',
      {
        record: undefined,
        pullRequest: pullRequest({ base: { ref: 'release' } }),
      },
      { remember: 'forget' },
    ],
    [
      'a preview that is made a draft loses what it has',
      { pullRequest: pullRequest({ draft: true }) },
      { phase: 'awaiting-approval', steps: [{ kind: 'destroy-edge-routes' }] },
    ],
    [
      'a person removed it at this commit',
      {
        record: record({
          removal: { requestedBy: 'user:default/ann', headSha: sha },
        }),
      },
      { phase: 'terminating' },
    ],
    [
      'a person removed it at an older commit',
      {
        record: record({
          removal: { requestedBy: 'user:default/ann', headSha: olderSha },
        }),
      },
      { phase: 'ready' },
    ],
  ])('%s', (_scenario, change, expected) => {
    expect(decide(change)).toMatchObject(expected);
  });
});

describe('definitions that ask for what cannot be', () => {
  it.each<[string, Partial<Observed>, string]>([
    [
      'a host of somebody else',
      {
        components: [
          component('web', {
            routing: {
              host: 'www.example.com',
              service: { name: 'web', port: 80 },
            },
          }),
        ],
      },
      'web/preview.yaml: spec.routing.host: www.example.com is outside the hosts that previews on dev may have (they end in .preview.example.com)',
    ],
    [
      'an unknown cluster',
      { components: [component('web', { cluster: 'prod' })] },
      'web/preview.yaml: spec.cluster: prod is not one of the configured clusters (dev)',
    ],
    [
      'one name twice',
      { components: [component(), component()] },
      'Two definitions name the component web; metadata.name must be unique in a repository',
    ],
    [
      'one host twice',
      {
        components: [
          component(),
          component('cart', {
            routing: {
              host: '{{ preview.id }}.preview.example.com',
              service: { name: 'cart', port: 80 },
            },
          }),
        ],
      },
      'The components web and cart both ask for the host web-pr-42.preview.example.com; give one of them another spec.routing.host',
    ],
    [
      'the definition is gone from the default branch',
      {
        components: [],
        definitionsProblem: 'preview.yaml: there is no such file',
      },
      'preview.yaml: there is no such file',
    ],
  ])(
    '%s fails with the field and the cure, and removes nothing',
    (_scenario, change, reason) => {
      expect(decide(change)).toMatchObject({
        phase: 'failed',
        reason,
        steps: [],
      });
    },
  );
});

describe('a preview that nothing was made for', () => {
  it.each<[string, Partial<Observed>]>([
    ['held', { record: undefined, pullRequest: pullRequest({ draft: true }) }],
    [
      'with a definition that cannot be carried out',
      {
        record: undefined,
        components: [component('web', { cluster: 'prod' })],
      },
    ],
  ])('is found by its entities when it is %s', (_scenario, change) => {
    expect(decide(change).components).toMatchObject([
      { name: 'web', entityRefs: ['component:default/web'], health: 'absent' },
    ]);
  });
});

it('takes every preview away while the instance is drained', () => {
  const draining = { ...observed().policy, draining: true };
  expect(decide({ policy: draining })).toMatchObject({
    phase: 'terminating',
    steps: [{ kind: 'destroy-edge-routes' }],
  });
  expect(decide({ policy: draining, record: undefined }).remember).toBe(
    'forget',
  );
});
