import { ManualClock } from '../clock';
import { Cluster, KubernetesObject, resources } from '../kubernetes';
import { callFrom, Network, ServiceNames } from '../services';
import { listen, Listening } from '../http';
import { controllerName, HttpRoute, RouteMatch } from './kinds';
import { ServiceMesh } from './ServiceMesh';
import { GatewayStatusController } from './statusController';

const clock = new ManualClock();
let cluster: Cluster;
let mesh: ServiceMesh;

const put = (
  resource: (typeof resources)[keyof typeof resources],
  object: object,
): void => {
  const { apiVersion, kind } = resource;
  cluster.apply(resource, { apiVersion, kind, ...object } as KubernetesObject, {
    manager: 'test',
    force: true,
  });
  clock.advance(1_000);
};

function service(namespace: string, spec: object = {}): void {
  put(resources.services, {
    metadata: { name: 'cart', namespace },
    spec: { ports: [{ port: 80, targetPort: 8080 }], ...spec },
  });
}

/** A route of the Service `shop/cart` that leads to the `cart` of a namespace. */
function route(
  name: string,
  options: {
    to: string;
    matches?: RouteMatch[];
    in?: string;
    port?: number;
  },
): void {
  const { to, matches, port = 80 } = options;
  put(resources.httpRoutes, {
    metadata: { name, namespace: options.in ?? 'shop' },
    spec: {
      parentRefs: [
        { group: '', kind: 'Service', name: 'cart', namespace: 'shop', port },
      ],
      rules: [
        {
          ...(matches && { matches }),
          backendRefs: [{ name: 'cart', namespace: to, port: 80 }],
        },
      ],
    },
  });
}

const keyed = (id: string): RouteMatch => ({
  headers: [
    {
      type: 'RegularExpression',
      name: 'baggage',
      value: `^(.*,)?[ \\t]*preview=${id}([;,].*)?$`,
    },
  ],
});

const lead = (headers: Record<string, string> = {}, path = '/') =>
  mesh.lead(
    { namespace: 'shop', service: 'cart', port: 80 },
    { method: 'GET', path, query: new URLSearchParams(), headers },
  );

const cartOf = (namespace: string) => ({
  namespace,
  service: 'cart',
  port: 80,
});

beforeEach(() => {
  cluster = new Cluster({ clock });
  mesh = new ServiceMesh({ cluster });
  for (const name of ['shop', 'pv-1', 'pv-2'])
    put(resources.namespaces, { metadata: { name } });
  service('shop');
  service('pv-1');
  service('pv-2');
});

describe('a call to a Service', () => {
  it('goes where it is meant to while there is no route on it', () => {
    expect(lead({ baggage: 'preview=1' })).toEqual(cartOf('shop'));
  });

  it('is led by its key, and all others by the catch-all', () => {
    route('baseline', { to: 'shop' });
    route('one', { to: 'pv-1', matches: [keyed('1')] });
    route('two', { to: 'pv-2', matches: [keyed('2')] });
    expect(lead({ baggage: 'user=7,preview=1' })).toEqual(cartOf('pv-1'));
    expect(lead({ baggage: 'preview=2;p' })).toEqual(cartOf('pv-2'));
    expect(lead({ baggage: 'preview=12' })).toEqual(cartOf('shop'));
    expect(lead()).toEqual(cartOf('shop'));
  });

  it('is refused when a route is on the Service and none takes it', () => {
    route('one', { to: 'pv-1', matches: [keyed('1')] });
    expect(lead()).toBe('refused');
  });

  it('follows the longer path before the header', () => {
    route('api', {
      to: 'shop',
      matches: [{ path: { type: 'PathPrefix', value: '/api' } }],
    });
    route('one', { to: 'pv-1', matches: [keyed('1')] });
    expect(lead({ baggage: 'preview=1' }, '/api/items')).toEqual(
      cartOf('shop'),
    );
  });

  it.each`
    scenario                      | options
    ${'another port'}             | ${{ to: 'pv-1', port: 81 }}
    ${'a route of other callers'} | ${{ to: 'pv-1', in: 'pv-1' }}
  `('does not follow $scenario', ({ options }) => {
    route('one', options);
    expect(lead()).toEqual(cartOf('shop'));
  });
});

it('says of each route how it stands to its Service', () => {
  const status = new GatewayStatusController({
    cluster,
    address: '127.0.0.1',
    delay: 10,
  });
  status.start();
  route('fine', { to: 'pv-1' });
  route('no-port', { to: 'pv-1', port: 81 });
  route('no-backend', { to: 'pv-3' });
  route('elsewhere', { to: 'pv-1', in: 'pv-1' });
  clock.advance(1_000);
  const verdicts = cluster
    .list<HttpRoute>(resources.httpRoutes)
    .map(({ metadata, status: { parents = [] } = {} }) => [
      metadata.name,
      ...parents.flatMap(({ conditions, controllerName: by }) =>
        conditions.map(each => `${each.reason} ${by === controllerName}`),
      ),
    ]);
  status.stop();
  expect(
    Object.fromEntries(verdicts.map(([name, ...rest]) => [name, rest])),
  ).toEqual({
    fine: ['Accepted true', 'ResolvedRefs true'],
    'no-port': ['NoMatchingParent true', 'ResolvedRefs true'],
    'no-backend': ['Accepted true', 'BackendNotFound true'],
    elsewhere: ['NoMatchingParent true', 'ResolvedRefs true'],
  });
});

describe('a pod that calls by a name of its own namespace', () => {
  let backend: Listening;
  afterEach(() => backend.drain());

  it('reaches the preview behind the alias of the baseline, if it passes the key on', async () => {
    backend = await listen((_, response) => response.end('"preview"'), {
      name: 'backend',
      port: 0,
    });
    const network = new Network();
    network.attach('10.0.0.1', 8080, backend.port);
    put(resources.endpointSlices, {
      metadata: {
        name: 'cart',
        namespace: 'pv-1',
        labels: { 'kubernetes.io/service-name': 'cart' },
      },
      addressType: 'IPv4',
      endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
      ports: [{ name: '', port: 8080, protocol: 'TCP' }],
    });
    service('pv-2', {
      type: 'ExternalName',
      externalName: 'cart.shop.svc.cluster.local',
      ports: undefined,
    });
    route('baseline', { to: 'shop' });
    route('one', { to: 'pv-1', matches: [keyed('1')] });
    const names = new ServiceNames({ cluster, network });
    const call = (headers: Record<string, string>) =>
      callFrom(names, 'pv-2', 'http://cart/', headers, mesh);
    expect(await call({ baggage: 'preview=1' })).toEqual({
      status: 200,
      body: 'preview',
    });
    // The baseline has no pods here.
    expect(await call({})).toEqual({
      error: 'connect ECONNREFUSED cart:80',
    });
  });
});
