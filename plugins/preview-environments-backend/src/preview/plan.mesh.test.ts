import { ClusterFacts, ComponentFacts, MeshFacts } from './facts';
import {
  component,
  deploymentIdentity,
  fullCluster,
  emptyCluster,
  minutesAgo,
  now,
  observed,
  policy,
  previewId,
  pullRequest,
  record,
  sha,
  upFacts,
} from './__testUtils__/builders';
import { World } from './__testUtils__/world';
import { desire } from './desired';
import { plan } from './plan';

const routing = (mesh: unknown, name = 'web') => ({
  host: `${name}-{{ preview.id }}.preview.example.com`,
  service: { name, port: 80 },
  mesh,
});
const target = { service: 'web', namespace: 'shop', port: 80 };
const meshed = component('web', { routing: routing([target]) });
const accepted = { state: 'accepted' as const };
const pending = { state: 'pending' as const, reason: 'Istio thinks about it.' };

function look(
  mesh: Partial<MeshFacts>,
  change: {
    facts?: Partial<ComponentFacts>;
    cluster?: Partial<ClusterFacts>;
    liveSha?: string;
    verifyingSince?: Date;
  } = {},
) {
  const facts = upFacts({
    mesh: [{ baseline: accepted, override: accepted, ...mesh }],
    ...change.facts,
  });
  const { steps } = record();
  return plan(
    previewId,
    observed({
      components: [meshed],
      record: record({
        liveSha: change.liveSha,
        steps: { ...steps, verifyingSince: change.verifyingSince },
      }),
      componentFacts: { web: facts },
      clusters: {
        dev: fullCluster({
          overrides: { state: 'known', targets: ['shop/web:80'] },
          ...change.cluster,
        }),
      },
    }),
    now,
  );
}

const kinds = ({ steps }: ReturnType<typeof plan>) =>
  steps.map(({ kind }) => kind);

describe('callers of the baseline are led to a preview (rule 7.12)', () => {
  it.each`
    scenario                                 | mesh                                                    | facts                                                    | phase          | baseline | overrides
    ${'while its pods start'}                | ${{}}                                                   | ${{ workload: { state: 'starting', reason: 'starts' } }} | ${'deploying'} | ${true}  | ${false}
    ${'while its host does not answer'}      | ${{}}                                                   | ${{ probe: { state: 'failed', reason: '503' } }}         | ${'verifying'} | ${true}  | ${false}
    ${'before the baseline has its own way'} | ${{ baseline: pending, override: { state: 'absent' } }} | ${{}}                                                    | ${'verifying'} | ${true}  | ${false}
    ${'after that'}                          | ${{ override: { state: 'absent' } }}                    | ${{}}                                                    | ${'verifying'} | ${true}  | ${true}
    ${'while the mesh has not taken it up'}  | ${{ override: pending }}                                | ${{}}                                                    | ${'verifying'} | ${true}  | ${true}
    ${'when the mesh follows'}               | ${{}}                                                   | ${{}}                                                    | ${'ready'}     | ${true}  | ${true}
  `('$scenario: $phase', ({ mesh, facts, phase, baseline, overrides }) => {
    const decision = look(mesh, { facts });
    expect(decision.phase).toBe(phase);
    expect(kinds(decision).includes('ensure-baseline-route')).toBe(baseline);
    expect(kinds(decision).includes('ensure-mesh-route')).toBe(overrides);
  });

  it('in this order', () => {
    const order = kinds(look({}));
    expect(order).toEqual([
      'ensure-workspace',
      'ensure-baseline-route',
      'ensure-deployment',
      'ensure-edge-route',
      'ensure-mesh-route',
    ]);
  });

  it('with the words of the mesh as long as it refuses, and not for ever', () => {
    const refused = { override: pending };
    expect(look(refused).reason).toBe(pending.reason);
    const late = look(refused, { verifyingSince: minutesAgo(6) });
    expect([late.phase, late.reason]).toEqual([
      'failed',
      `${pending.reason} (for 5 min)`,
    ]);
    expect(look(refused, { liveSha: sha }).phase).toBe('degraded');
  });

  it('and led back, before anything that answered them goes, where the definition no longer says so', () => {
    const decision = look(
      {},
      {
        cluster: {
          overrides: {
            state: 'known',
            targets: ['shop/old:80', 'shop/web:80'],
          },
          deployments: {
            state: 'known',
            found: [
              deploymentIdentity,
              { ...deploymentIdentity, component: 'old', name: 'old' },
            ],
          },
        },
      },
    );
    expect(decision.steps).toContainEqual({
      kind: 'destroy-mesh-routes',
      previewId,
      cluster: 'dev',
      keep: ['shop/web:80'],
    });
    expect(kinds(decision)).not.toContain('destroy-deployment');
  });

  it('not at all while the cluster does not say which overrides there are', () => {
    const unknown = { state: 'unknown' as const, reason: 'not reachable' };
    expect(look({}, { cluster: { overrides: unknown } }).steps).toEqual([]);
  });
});

it('is one component of a preview that stands for a Service', () => {
  const wanted = desire(
    previewId,
    pullRequest(),
    [meshed, component('shop', { routing: routing([target], 'shop') })],
    policy,
  );
  expect(wanted).toEqual({
    problem: expect.stringMatching(
      /web and shop both stand for Service shop\/web:80.*spec\.routing\.mesh/,
    ),
  });
});

it('is called from the namespaces of the Services that it stands for', () => {
  const cart = component('web', {
    baseline: { namespace: 'shop', services: [] },
    routing: routing([{ service: 'web', namespace: 'front', port: 80 }]),
  });
  const wanted = desire(previewId, pullRequest(), [cart], policy);
  expect(wanted).toMatchObject({
    desired: { workspaces: [{ baselineNamespaces: ['front', 'shop'] }] },
  });
});

describe('when a preview goes', () => {
  const closing = (
    cluster: ClusterFacts,
    progress: ReturnType<typeof record>['closing'],
  ) =>
    plan(
      previewId,
      observed({
        components: [meshed],
        pullRequest: pullRequest({
          state: 'closed',
          closedAt: '2026-03-01T11:59:00Z',
        }),
        record: record({ phase: 'terminating', closing: progress }),
        clusters: { dev: cluster },
      }),
      now,
    );
  const overridden = { state: 'known' as const, targets: ['shop/web:80'] };
  const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);

  it('callers are led back first', () => {
    const decision = closing(fullCluster({ overrides: overridden }), undefined);
    expect(decision.steps).toEqual([
      { kind: 'destroy-mesh-routes', previewId, cluster: 'dev', keep: [] },
    ]);
    expect(decision.closing).toEqual({ step: 'mesh', since: now });
    expect(decision.reason).toContain('shop/web:80');
  });

  it.each`
    scenario                       | progress                                  | kinds
    ${'just led back'}             | ${{ step: 'mesh', since: ago(30) }}       | ${[]}
    ${'four seconds later'}        | ${{ step: 'mesh-drain', since: ago(4) }}  | ${[]}
    ${'five seconds later'}        | ${{ step: 'mesh-drain', since: ago(5) }}  | ${['destroy-edge-routes']}
    ${'nobody was ever led to it'} | ${undefined}                              | ${['destroy-edge-routes']}
    ${'the clock went backwards'}  | ${{ step: 'mesh-drain', since: ago(-9) }} | ${[]}
  `('$scenario: $kinds', ({ progress, kinds: expected }) => {
    expect(kinds(closing(fullCluster(), progress))).toEqual(expected);
  });

  it('waits for nobody once nothing of it runs', () => {
    const decision = closing(emptyCluster(), { step: 'mesh', since: ago(1) });
    expect(decision.phase).toBe('gone');
  });
});

it('is led to last and led back first, in a whole life, and leaves the way to the baseline', () => {
  const world = new World(pullRequest(), [meshed]);
  world.build(sha);
  world.settle();
  expect(world.record?.phase).toBe('ready');
  expect([...new Set(world.log)]).toEqual([
    'deploy web',
    'override shop/web:80',
  ]);
  world.log.length = 0;
  world.change({ state: 'closed' });
  world.settle();
  expect(world.record?.phase).toBe('gone');
  expect(world.log).toEqual(['no override shop/web:80', 'undeploy web']);
  expect([...world.baselines]).toEqual(['shop/web:80']);
  expect(world.objects()).toEqual([]);
});
