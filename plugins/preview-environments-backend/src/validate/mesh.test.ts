import { meshFindings, MeshFacts, PolicyView } from './mesh';

const sidecars = { 'istio-injection': 'enabled' };
const ambient = { 'istio.io/dataplane-mode': 'ambient' };

function messages(change: Partial<MeshFacts>): string[] {
  return meshFindings({
    cluster: 'dev',
    namespaceLabels: ambient,
    podSecurity: 'baseline',
    namespacePrefix: 'pv-',
    baselineNamespaces: ['shop'],
    peerAuthentications: [],
    authorizationPolicies: [],
    unknown: [],
    ...change,
  }).map(({ message }) => message);
}

const matching = (wanted: RegExp[]) =>
  wanted.map(one => expect.stringMatching(one));

const policy = (spec: PolicyView['spec'], namespace = 'shop'): PolicyView => ({
  namespace,
  name: 'rule',
  spec,
});
const strict = (namespace: string) =>
  policy({ mtls: { mode: 'STRICT' } }, namespace);
const from = (source: object, action?: string) =>
  policy({ ...(action && { action }), rules: [{ from: [{ source }] }] });

it.each<[string, Partial<MeshFacts>, boolean]>([
  ['sidecars at baseline', { namespaceLabels: sidecars }, true],
  [
    'sidecars of a revision at restricted',
    {
      namespaceLabels: { 'istio.io/rev': 'canary' },
      podSecurity: 'restricted',
    },
    true,
  ],
  [
    'sidecars at privileged',
    { namespaceLabels: sidecars, podSecurity: 'privileged' },
    false,
  ],
  ['ambient', { namespaceLabels: ambient, podSecurity: 'restricted' }, false],
  ['no mesh', { namespaceLabels: {} }, false],
])('injector against Pod Security: %s', (_scenario, change, warns) => {
  const wanted = warns ? [/pods are refused/] : [];
  expect(messages(change)).toEqual(matching(wanted));
});

it.each<[string, Partial<MeshFacts>, boolean]>([
  [
    'strict in the baseline, previews outside',
    { namespaceLabels: {}, peerAuthentications: [strict('shop')] },
    true,
  ],
  [
    'strict everywhere, previews outside',
    { namespaceLabels: {}, peerAuthentications: [strict('istio-system')] },
    true,
  ],
  [
    'strict elsewhere, previews outside',
    { namespaceLabels: {}, peerAuthentications: [strict('bank')] },
    false,
  ],
  [
    'permissive, previews outside',
    {
      namespaceLabels: {},
      peerAuthentications: [policy({ mtls: { mode: 'PERMISSIVE' } })],
    },
    false,
  ],
  [
    'strict, previews in the mesh',
    { peerAuthentications: [strict('shop')] },
    false,
  ],
])('mutual TLS: %s', (_scenario, change, warns) => {
  const wanted = warns ? [/takes calls from inside the mesh only/] : [];
  expect(messages(change)).toEqual(matching(wanted));
});

it.each<[string, PolicyView[], RegExp | undefined]>([
  ['no policy', [], undefined],
  ['others are allowed', [from({ namespaces: ['shop'] })], /No Authorization/],
  [
    'previews are allowed beside others',
    [from({ namespaces: ['shop'] }), from({ namespaces: ['pv-*'] })],
    undefined,
  ],
  ['everybody is allowed', [policy({ rules: [{}] })], undefined],
  ['nobody is allowed', [policy({})], /No AuthorizationPolicy of shop/],
  [
    'identities of previews are allowed',
    [from({ principals: ['cluster.local/ns/pv-*'] })],
    undefined,
  ],
  [
    'identities of others are allowed',
    [from({ principals: ['cluster.local/ns/shop/sa/web'] })],
    /No AuthorizationPolicy of shop/,
  ],
  [
    'previews are denied',
    [from({ namespaces: ['pv-*'] }, 'DENY')],
    /shop\/rule denies calls from pv-\*/,
  ],
  [
    'all but the baseline is denied',
    [from({ notNamespaces: ['shop'] }, 'DENY')],
    /shop\/rule denies/,
  ],
  ['others are denied', [from({ namespaces: ['bank'] }, 'DENY')], undefined],
  ['a policy of another namespace', [policy({ rules: [] }, 'bank')], undefined],
  ['a policy that only logs', [from({}, 'AUDIT')], undefined],
])('authorization: %s', (_scenario, authorizationPolicies, expected) => {
  expect(messages({ authorizationPolicies })).toEqual(
    matching(expected ? [expected] : []),
  );
});

it('says what could not be read', () => {
  expect(messages({ unknown: ['Cluster dev is not reachable'] })).toEqual([
    'Cluster dev is not reachable',
  ]);
});
