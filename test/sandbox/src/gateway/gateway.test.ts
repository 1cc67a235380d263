import { request } from 'node:http';
import { ManualClock } from '../clock';
import { listen, Listening } from '../http';
import { Cluster, KubernetesObject, resources } from '../kubernetes';
import { Network, ServiceNames } from '../services';
import { controllerName, Gateway, HttpRoute, RouteRule } from './kinds';
import { GatewayProxy } from './proxy';
import { GatewayStatusController } from './statusController';

const manager = 'test';
const namespace = 'pv-web';
const clock = new ManualClock();
let cluster: Cluster;
let network: Network;
let proxy: GatewayProxy;
let status: GatewayStatusController;
let port: number;
let backend: Listening;

const put = (
  resource: (typeof resources)[keyof typeof resources],
  object: object,
): void => {
  const { apiVersion, kind } = resource;
  cluster.apply(resource, { apiVersion, kind, ...object } as KubernetesObject, {
    manager,
    force: true,
  });
};

function service(name: string, address?: string): void {
  put(resources.services, {
    metadata: { name, namespace },
    spec: { ports: [{ port: 80, targetPort: 8080 }] },
  });
  put(resources.endpointSlices, {
    metadata: {
      name,
      namespace,
      labels: { 'kubernetes.io/service-name': name },
    },
    addressType: 'IPv4',
    endpoints: address
      ? [{ addresses: [address], conditions: { ready: true } }]
      : [],
    ports: [{ name: '', port: 8080, protocol: 'TCP' }],
  });
}

function route(
  name: string,
  options: {
    hostnames?: string[];
    rules: RouteRule[];
    in?: string;
    section?: string;
  },
): void {
  put(resources.httpRoutes, {
    metadata: { name, namespace: options.in ?? namespace },
    spec: {
      parentRefs: [
        {
          namespace: 'infra',
          name: 'edge',
          sectionName: options.section ?? 'preview',
        },
      ],
      hostnames: options.hostnames ?? ['web.preview.localhost'],
      rules: options.rules,
    },
  });
  clock.advance(1_000);
}

const to = (name: string): RouteRule => ({ backendRefs: [{ name, port: 80 }] });

function visit(
  path = '/',
  options: { host?: string; headers?: Record<string, string> } = {},
): Promise<{ code: number; headers: Record<string, unknown>; body: string }> {
  const { host = 'web.preview.localhost', headers } = options;
  return new Promise((resolve, reject) => {
    request(
      {
        host: '127.0.0.1',
        port,
        path,
        agent: false,
        headers: { ...headers, host: `${host}:${port}` },
      },
      async response => {
        let body = '';
        for await (const chunk of response.setEncoding('utf8')) body += chunk;
        resolve({
          code: response.statusCode!,
          headers: response.headers,
          body,
        });
      },
    )
      .on('error', reject)
      .end();
  });
}

beforeAll(async () => {
  backend = await listen(
    (incoming, response) =>
      response.end(
        JSON.stringify({ url: incoming.url, headers: incoming.headers }),
      ),
    { name: 'backend', port: 0 },
  );
});

afterAll(() => backend.close());

beforeEach(async () => {
  cluster = new Cluster({ clock });
  network = new Network();
  network.attach('10.0.0.1', 8080, backend.port);
  proxy = new GatewayProxy({
    cluster,
    names: new ServiceNames({ cluster, network }),
  });
  port = await proxy.start(0);
  status = new GatewayStatusController({
    cluster,
    address: '127.0.0.1',
    delay: 100,
  });
  status.start();
  put(resources.namespaces, { metadata: { name: 'infra' } });
  put(resources.namespaces, { metadata: { name: 'plain' } });
  put(resources.namespaces, {
    metadata: { name: namespace, labels: { routable: 'true' } },
  });
  put(resources.gatewayClasses, {
    metadata: { name: 'sandbox' },
    spec: { controllerName },
  });
  put(resources.gateways, {
    metadata: { name: 'edge', namespace: 'infra' },
    spec: {
      gatewayClassName: 'sandbox',
      listeners: [
        {
          name: 'preview',
          port,
          protocol: 'HTTP',
          hostname: '*.preview.localhost',
          allowedRoutes: {
            namespaces: {
              from: 'Selector',
              selector: { matchLabels: { routable: 'true' } },
            },
          },
        },
      ],
    },
  });
  service('web', '10.0.0.1');
});

afterEach(async () => {
  status.stop();
  await proxy.stop();
});

describe('a request', () => {
  it('reaches the backend with the headers that the route sets, whatever the client sent', async () => {
    route('web', {
      rules: [
        {
          ...to('web'),
          filters: [
            {
              type: 'RequestHeaderModifier',
              requestHeaderModifier: {
                set: [{ name: 'baggage', value: 'preview=web-pr-1' }],
                remove: ['X-Secret'],
              },
            },
            {
              type: 'ResponseHeaderModifier',
              responseHeaderModifier: {
                set: [{ name: 'X-Preview', value: 'web-pr-1;abc' }],
              },
            },
          ],
        },
      ],
    });
    const { code, headers, body } = await visit('/a?b=c', {
      headers: { baggage: 'preview=other', 'x-secret': 's' },
    });
    expect([code, headers['x-preview']]).toEqual([200, 'web-pr-1;abc']);
    const seen = JSON.parse(body);
    expect(seen).toMatchObject({
      url: '/a?b=c',
      headers: {
        baggage: 'preview=web-pr-1',
        host: `web.preview.localhost:${port}`,
      },
    });
    expect(seen.headers).not.toHaveProperty('x-secret');
  });

  it.each`
    scenario                                | host                         | rules              | code
    ${'a host that no route has'}           | ${'other.preview.localhost'} | ${[to('web')]}     | ${404}
    ${'a backend that is not there'}        | ${'web.preview.localhost'}   | ${[to('missing')]} | ${500}
    ${'a backend that has no pods'}         | ${'web.preview.localhost'}   | ${[to('empty')]}   | ${503}
    ${'a backend that refuses connections'} | ${'web.preview.localhost'}   | ${[to('gone')]}    | ${503}
    ${'a rule without backends'}            | ${'web.preview.localhost'}   | ${[{}]}            | ${500}
  `('is answered $code for $scenario', async ({ host, rules, code }) => {
    service('empty');
    service('gone', '10.0.0.9');
    route('web', { rules });
    expect((await visit('/', { host })).code).toBe(code);
  });

  it('goes by the most specific match: host, then path, then headers', async () => {
    const answer = (name: string, rule: RouteRule): RouteRule => ({
      ...to('web'),
      ...rule,
      filters: [
        {
          type: 'ResponseHeaderModifier',
          responseHeaderModifier: { set: [{ name: 'x-rule', value: name }] },
        },
      ],
    });
    route('wild', {
      hostnames: ['*.preview.localhost'],
      rules: [answer('wildcard', {})],
    });
    route('web', {
      rules: [
        answer('prefix', {
          matches: [{ path: { type: 'PathPrefix', value: '/api' } }],
        }),
        answer('exact', {
          matches: [{ path: { type: 'Exact', value: '/api/a' } }],
        }),
        answer('header', {
          matches: [
            {
              headers: [
                {
                  type: 'RegularExpression',
                  name: 'baggage',
                  value: '(.*,)?preview=1(,.*)?',
                },
              ],
            },
          ],
        }),
        answer('root', {}),
      ],
    });
    const ruleFor = async (path: string, headers = {}, host?: string) =>
      (await visit(path, { headers, host })).headers['x-rule'];
    expect(await ruleFor('/api/a')).toBe('exact');
    expect(await ruleFor('/api/b', { baggage: 'preview=1' })).toBe('prefix');
    expect(await ruleFor('/apis')).toBe('root');
    expect(await ruleFor('/', { baggage: 'a=b,preview=1' })).toBe('header');
    expect(await ruleFor('/', { baggage: 'preview=12' })).toBe('root');
    expect(await ruleFor('/', {}, 'any.preview.localhost')).toBe('wildcard');
  });
});

describe('a route', () => {
  const conditions = (name = 'web', home = namespace) =>
    Object.fromEntries(
      cluster
        .get<HttpRoute>(resources.httpRoutes, home, name)!
        .status!.parents![0].conditions.map(
          ({ type, status: is, reason, observedGeneration }) => [
            type,
            `${is} ${reason} ${observedGeneration}`,
          ],
        ),
    );

  it.each`
    scenario                                  | options                               | accepted
    ${'a namespace that the listener admits'} | ${{}}                                 | ${'True Accepted 1'}
    ${'a namespace without the label'}        | ${{ in: 'plain' }}                    | ${'False NotAllowedByListeners 1'}
    ${'a host outside of the listener'}       | ${{ hostnames: ['web.example.com'] }} | ${'False NoMatchingListenerHostname 1'}
    ${'a listener that is not there'}         | ${{ section: 'other' }}               | ${'False NoMatchingParent 1'}
  `('is told how it stands: $scenario', async ({ options, accepted }) => {
    route('web', { rules: [to('web')], ...options });
    expect(conditions('web', options.in).Accepted).toBe(accepted);
    expect((await visit()).code).toBe(accepted.startsWith('True') ? 200 : 404);
  });

  it('is told that a backend is missing, and again when it is there', () => {
    route('web', { rules: [to('later')] });
    expect(conditions().ResolvedRefs).toBe('False BackendNotFound 1');
    service('later');
    clock.advance(1_000);
    expect(conditions().ResolvedRefs).toBe('True ResolvedRefs 1');
  });

  it('may not reach into another namespace', async () => {
    route('web', {
      rules: [{ backendRefs: [{ name: 'web', namespace: 'plain', port: 80 }] }],
    });
    expect(conditions().ResolvedRefs).toBe('False RefNotPermitted 1');
    expect((await visit()).code).toBe(500);
  });

  it('reaches into a namespace that grants it, and no further when that is over', async () => {
    put(resources.services, {
      metadata: { name: 'web', namespace: 'plain' },
      spec: { ports: [{ port: 80, targetPort: 8080 }] },
    });
    route('web', {
      rules: [{ backendRefs: [{ name: 'web', namespace: 'plain', port: 80 }] }],
    });
    const grant = (from: string) => {
      put(resources.referenceGrants, {
        metadata: { name: 'routes', namespace: 'plain' },
        spec: {
          from: [
            {
              group: 'gateway.networking.k8s.io',
              kind: 'HTTPRoute',
              namespace: from,
            },
          ],
          to: [{ group: '', kind: 'Service' }],
        },
      });
      clock.advance(1_000);
    };
    grant('elsewhere');
    expect(conditions().ResolvedRefs).toBe('False RefNotPermitted 1');
    grant(namespace);
    expect(conditions().ResolvedRefs).toBe('True ResolvedRefs 1');
    // The Service has no pods: a step further than the grant.
    expect((await visit()).code).toBe(503);
  });

  it.each`
    scenario                        | kinds                      | accepted
    ${'a listener without a list'}  | ${undefined}               | ${'True Accepted 1'}
    ${'a listener that lists it'}   | ${[{ kind: 'GRPCRoute' }]} | ${'True Accepted 1'}
    ${'a listener of another kind'} | ${[{ kind: 'HTTPRoute' }]} | ${'False NotAllowedByListeners 1'}
  `('of gRPC is told how it stands: $scenario', ({ kinds, accepted }) => {
    const gateway = cluster.get<Gateway>(resources.gateways, 'infra', 'edge')!;
    const [listener] = gateway.spec.listeners;
    put(resources.gateways, {
      metadata: { name: 'edge', namespace: 'infra' },
      spec: {
        ...gateway.spec,
        listeners: [
          { ...listener, allowedRoutes: { ...listener.allowedRoutes, kinds } },
        ],
      },
    });
    put(resources.grpcRoutes, {
      metadata: { name: 'web', namespace },
      spec: {
        parentRefs: [{ namespace: 'infra', name: 'edge' }],
        hostnames: ['web.preview.localhost'],
        rules: [to('web')],
      },
    });
    clock.advance(1_000);
    const [parent] = cluster.get<HttpRoute>(
      resources.grpcRoutes,
      namespace,
      'web',
    )!.status!.parents!;
    const [{ status: is, reason, observedGeneration }] = parent.conditions;
    expect(`${is} ${reason} ${observedGeneration}`).toBe(accepted);
  });

  it('answers for all its hosts', async () => {
    route('web', {
      hostnames: ['web.preview.localhost', 'shop.preview.localhost'],
      rules: [to('web')],
    });
    for (const host of ['web', 'shop'])
      expect(
        (await visit('/', { host: `${host}.preview.localhost` })).code,
      ).toBe(200);
  });

  it('is chosen by a parameter or a cookie before the one that asks for neither', async () => {
    const marked = (name: string, match: object): RouteRule => ({
      ...to('web'),
      matches: [match],
      filters: [
        {
          type: 'ResponseHeaderModifier',
          responseHeaderModifier: {
            set: [{ name: 'x-rule', value: name }],
            add: [{ name: 'set-cookie', value: 'entry=a' }],
          },
        },
      ],
    });
    const cookie = {
      type: 'RegularExpression' as const,
      name: 'cookie',
      value: '^(.*; ?)?entry=a(;.*)?$',
    };
    route('web', {
      rules: [
        to('web'),
        marked('cookie', { headers: [cookie] }),
        marked('link', {
          headers: [
            { type: 'RegularExpression', name: 'user-agent', value: '.+' },
          ],
          queryParams: [{ name: 'entry', value: 'a' }],
        }),
      ],
    });
    const ruleFor = async (
      path: string,
      headers: Record<string, string> = {},
    ) =>
      (await visit(path, { headers: { 'user-agent': 'test', ...headers } }))
        .headers['x-rule'];
    expect(await ruleFor('/')).toBe(undefined);
    expect(await ruleFor('/', { cookie: 'b=c; entry=a' })).toBe('cookie');
    expect(await ruleFor('/?entry=a', { cookie: 'entry=a' })).toBe('link');
    expect(
      (await visit('/', { headers: { cookie: 'entry=a' } })).headers,
    ).toMatchObject({ 'set-cookie': ['entry=a'] });
  });

  it('is counted by its Gateway, which tells its address', () => {
    route('web', { rules: [to('web')] });
    expect(
      cluster.get(resources.gateways, 'infra', 'edge')?.status,
    ).toMatchObject({
      addresses: [{ type: 'IPAddress', value: '127.0.0.1' }],
      listeners: [{ name: 'preview', attachedRoutes: 1 }],
    });
  });
});
