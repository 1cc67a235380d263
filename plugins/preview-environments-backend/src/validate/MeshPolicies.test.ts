import { KubernetesError } from '../kubernetes';
import { definitionOf } from '../preview/__testUtils__/builders';
import { MeshPolicies, PreviewNamespaces } from './MeshPolicies';

const namespaces: PreviewNamespaces = {
  namespaceLabels: {},
  podSecurity: 'baseline',
  namespacePrefix: 'pv-',
  istio: true,
};

function open(
  list: (plural: string) => object[],
  change: Partial<PreviewNamespaces> = {},
) {
  const asked: string[] = [];
  const policies = new MeshPolicies({
    client: () =>
      ({
        list: async ({ resource }: { resource: { plural: string } }) => {
          asked.push(resource.plural);
          return list(resource.plural);
        },
      } as never),
    namespaces: cluster =>
      cluster === 'dev' ? { ...namespaces, ...change } : undefined,
  });
  return { asked, policies };
}

function refusal(status: number, message: string) {
  const resource = {
    apiVersion: 'security.istio.io/v1',
    kind: 'PeerAuthentication',
    plural: 'peerauthentications',
    namespaced: true,
  };
  return new KubernetesError(
    {
      cluster: 'dev',
      verb: 'list',
      method: 'GET',
      path: '/',
      resource,
    },
    { status, body: { message } },
  );
}

it('reads the policies of the cluster', async () => {
  const { policies } = open(plural =>
    plural === 'peerauthentications'
      ? [
          {
            metadata: { namespace: 'shop', name: 'default' },
            spec: { mtls: { mode: 'STRICT' } },
          },
        ]
      : [],
  );
  await expect(policies.findings(definitionOf('web'))).resolves.toEqual([
    {
      severity: 'warning',
      field: 'spec.cluster',
      message: expect.stringContaining('PeerAuthentication shop/default'),
    },
  ]);
});

it('says how to have them checked where it may not read them', async () => {
  const { policies } = open(plural => {
    throw refusal(403, `User "backend" cannot list resource "${plural}"`);
  });
  const findings = await policies.findings(definitionOf('web'));
  expect(findings.map(({ message }) => message)).toEqual([
    expect.stringContaining('Apply deploy/mesh-checks.yaml'),
    expect.stringContaining('Apply deploy/mesh-checks.yaml'),
  ]);
});

it('finds nothing where the cluster has no such policies', async () => {
  const { policies } = open(() => {
    throw refusal(404, 'the server could not find the requested resource');
  });
  await expect(policies.findings(definitionOf('web'))).resolves.toEqual([]);
});

it('shows that the cluster does not answer', async () => {
  const { policies } = open(() => {
    throw refusal(503, 'unavailable');
  });
  await expect(policies.findings(definitionOf('web'))).resolves.toMatchObject([
    { severity: 'warning' },
  ]);
});

it('tells of sidecars that are refused also where nothing is called', async () => {
  const { asked, policies } = open(() => [], {
    namespaceLabels: { 'istio-injection': 'enabled' },
  });
  const alone = definitionOf('web', { baseline: undefined });
  await expect(policies.findings(alone)).resolves.toMatchObject([
    { severity: 'warning', message: expect.stringContaining('sidecars') },
  ]);
  expect(asked).toEqual([]);
});

it.each([
  ['no Istio', 'dev', { istio: false }],
  ['a cluster that is not configured', 'elsewhere', {}],
])('asks for nothing with %s', async (_scenario, cluster, change) => {
  const { asked, policies } = open(() => [], change);
  await policies.findings(definitionOf('web', { cluster }));
  expect(asked).toEqual([]);
});
