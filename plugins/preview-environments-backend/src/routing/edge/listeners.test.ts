import { KubernetesObject } from '../../kubernetes';
import { Applicant, listenerObjection } from './listeners';

const routable = { 'preview-environments.io/routable': 'true' };
const bySelector = {
  namespaces: { from: 'Selector', selector: { matchLabels: routable } },
};
const byExpression = (expression: object) => ({
  namespaces: {
    from: 'Selector',
    selector: { matchExpressions: [expression] },
  },
});
const previews = {
  name: 'previews',
  protocol: 'HTTPS',
  hostname: '*.preview.example.com',
  allowedRoutes: bySelector,
};
const gatewayWith = (...listeners: object[]): KubernetesObject => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { namespace: 'infra', name: 'edge' },
  spec: { listeners },
});
const route: Applicant = {
  kind: 'HTTPRoute',
  namespace: 'pv-web-pr-42',
  namespaceLabels: routable,
  hosts: ['web-pr-42.preview.example.com'],
};

it.each`
  scenario                                 | listeners                                                                                                    | change
  ${'the one that fits'}                   | ${[previews]}                                                                                                | ${{}}
  ${'one of several'}                      | ${[{ name: 'tcp', protocol: 'TCP' }, { ...previews, hostname: 'a.io' }, previews]}                           | ${{}}
  ${'one for any host and all namespaces'} | ${[{ name: 'all', protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'All' } } }]}                       | ${{ namespaceLabels: {} }}
  ${'hosts of two listeners'}              | ${[previews, { ...previews, hostname: 'b.io' }]}                                                             | ${{ hosts: [...route.hosts, 'b.io'] }}
  ${'a host of many labels'}               | ${[previews]}                                                                                                | ${{ hosts: ['a.b.c.preview.example.com'] }}
  ${'a kind among others'}                 | ${[{ ...previews, allowedRoutes: { ...bySelector, kinds: [{ kind: 'TLSRoute' }, { kind: 'GRPCRoute' }] } }]} | ${{ kind: 'GRPCRoute' }}
  ${'a label in a list'}                   | ${[{ ...previews, allowedRoutes: byExpression({ key: 'tier', operator: 'In', values: ['a', 'b'] }) }]}       | ${{ namespaceLabels: { tier: 'b' } }}
  ${'a label that is not there'}           | ${[{ ...previews, allowedRoutes: byExpression({ key: 'tier', operator: 'DoesNotExist' }) }]}                 | ${{}}
  ${'a label of another value'}            | ${[{ ...previews, allowedRoutes: byExpression({ key: 'tier', operator: 'NotIn', values: ['a'] }) }]}         | ${{}}
  ${'a label of any value'}                | ${[{ ...previews, allowedRoutes: byExpression({ key: 'tier', operator: 'Exists' }) }]}                       | ${{ namespaceLabels: { tier: '' } }}
`('takes the route: $scenario', ({ listeners, change }) => {
  expect(
    listenerObjection(gatewayWith(...listeners), undefined, {
      ...route,
      ...change,
    }),
  ).toBe(undefined);
});

it.each`
  scenario                                | listeners                                                                              | change                                        | expected
  ${'no listener at all'}                 | ${[]}                                                                                  | ${{}}                                         | ${'has no listener for HTTP or HTTPS'}
  ${'no listener for requests'}           | ${[{ ...previews, protocol: 'TLS' }]}                                                  | ${{}}                                         | ${'has no listener for HTTP or HTTPS'}
  ${'another kind only'}                  | ${[{ ...previews, allowedRoutes: { ...bySelector, kinds: [{ kind: 'HTTPRoute' }] } }]} | ${{ kind: 'GRPCRoute' }}                      | ${'listener previews takes no GRPCRoute; add it to its allowedRoutes.kinds.'}
  ${'its own namespace only, said'}       | ${[{ ...previews, allowedRoutes: { namespaces: { from: 'Same' } } }]}                  | ${{}}                                         | ${'listener previews does not admit routes of namespace pv-web-pr-42'}
  ${'its own namespace only, by default'} | ${[{ name: 'previews', protocol: 'HTTP' }]}                                            | ${{}}                                         | ${'does not admit routes of namespace pv-web-pr-42'}
  ${'a namespace without the label'}      | ${[previews]}                                                                          | ${{ namespace: 'shop', namespaceLabels: {} }} | ${"namespace shop; its allowedRoutes.namespaces should select the label preview-environments.io/routable: 'true'"}
  ${'a selector of a later API'}          | ${[{ ...previews, allowedRoutes: byExpression({ key: 'tier', operator: 'Near' }) }]}   | ${{}}                                         | ${'does not admit'}
  ${'a selector without terms'}           | ${[{ ...previews, allowedRoutes: { namespaces: { from: 'Selector' } } }]}              | ${{}}                                         | ${'does not admit'}
  ${'another host'}                       | ${[previews, { ...previews, name: 'more', hostname: 'b.io' }]}                         | ${{ hosts: ['web.example.org'] }}             | ${'no listener is for the host web.example.org; previews is for *.preview.example.com, more is for b.io'}
  ${'the wildcard itself'}                | ${[previews]}                                                                          | ${{ hosts: ['preview.example.com'] }}         | ${'no listener is for the host preview.example.com'}
  ${'one of its hosts'}                   | ${[previews]}                                                                          | ${{ hosts: [...route.hosts, 'b.io'] }}        | ${'no listener is for the host b.io'}
`('objects to the route: $scenario', ({ listeners, change, expected }) => {
  const objection = listenerObjection(gatewayWith(...listeners), undefined, {
    ...route,
    ...change,
  });
  expect(objection).toMatch(/^Gateway infra\/edge/);
  expect(objection).toContain(expected);
});

it('asks the configured listener only', () => {
  const gateway = gatewayWith(previews, { ...previews, name: 'other' });
  expect(listenerObjection(gateway, 'other', route)).toBe(undefined);
  expect(listenerObjection(gateway, 'missing', route)).toContain(
    'has no listener missing',
  );
});
