import {
  component,
  policy,
  previewId,
  pullRequest,
  record,
} from './__testUtils__/builders';
import { desire } from './desired';
import { stampOf } from './stamp';

const host = '{{ preview.id }}.preview.example.com';
const service = { name: 'web', port: 80 };
const mesh = [{ service: 'web', namespace: 'shop', port: 80 }];
const stamp = stampOf(pullRequest(), record());

function desired(...components: ReturnType<typeof component>[]) {
  const result = desire(previewId, pullRequest(), components, policy, stamp);
  if ('problem' in result) throw new Error(result.problem);
  return result.desired;
}

const routing = (change: object, name = 'web') =>
  component(name, { routing: { host, service, ...change } });

const payments = (change: object = {}) =>
  component('payments', {
    routing: {
      host: `pay-${host}`,
      service: { name: 'payments', port: 9090, protocol: 'grpc' },
      entry: { service: 'web', namespace: 'shop', port: 8080 },
      ...change,
    },
  });

it("leads to the component's own Service, beside it", () => {
  const [{ route, service: own }] = desired(routing({})).components;
  expect(own).toEqual(service);
  expect(route).toMatchObject({
    name: 'web',
    namespace: 'pv-web-pr-42',
    protocol: 'http',
    backend: { service: 'web', port: 80 },
    otherHosts: [],
    cors: undefined,
    stable: undefined,
  });
});

it('has a URL for each host, the first of which is shown', () => {
  const [{ route }] = desired(
    routing({ host: undefined, hosts: [host, `shop-${host}`] }),
  ).components;
  expect(route?.url).toBe('https://web-pr-42.preview.example.com/');
  expect(route?.urls).toEqual([
    'https://web-pr-42.preview.example.com/',
    'https://shop-web-pr-42.preview.example.com/',
  ]);
});

it('leads by gRPC where the Service speaks it', () => {
  const [{ route }] = desired(
    routing({ service: { ...service, protocol: 'grpc' } }),
  ).components;
  expect(route?.protocol).toBe('grpc');
});

describe('a component that is not reachable from outside', () => {
  it("is led to by the baseline's entry point, beside that, under a name of its own", () => {
    const [{ route, service: own }] = desired(payments()).components;
    expect(own).toEqual({ name: 'payments', port: 9090 });
    expect(route).toMatchObject({
      name: 'web-pr-42-payments',
      namespace: 'shop',
      protocol: 'http',
      backend: { service: 'web', port: 8080 },
    });
  });

  it("is led to by the preview's own version of the entry point, if there is one", () => {
    const [{ route }] = desired(payments(), routing({ mesh })).components;
    expect(route).toMatchObject({
      name: 'payments',
      namespace: 'pv-web-pr-42',
      backend: { service: 'web', port: 80 },
    });
  });
});

describe('stable hosts', () => {
  const stableHosts = ['staging.example.com'];

  it('lead past the Services that the preview has a version of', () => {
    const [, { route }] = desired(
      payments(),
      routing({ mesh, stableHosts }),
    ).components;
    expect(route?.stable).toEqual({
      hosts: stableHosts,
      life: record().createdAt.toISOString(),
      overrides: [
        {
          service: 'web',
          namespace: 'shop',
          to: { service: 'web', namespace: 'pv-web-pr-42', port: 80 },
        },
      ],
    });
  });

  it('wait until the preview is remembered, or a link could outlive what it was made for', () => {
    const result = desire(
      previewId,
      pullRequest(),
      [routing({ stableHosts })],
      policy,
    );
    expect(result).toMatchObject({
      desired: { components: [{ route: { stable: undefined } }] },
    });
  });

  it("are the platform's to name", () => {
    const problem = () =>
      desired(routing({ stableHosts: ['www.example.com'] }));
    expect(problem).toThrow(
      'web/preview.yaml: spec.routing.stableHosts: www.example.com is not one of the hosts that links to previews on dev may lead to (staging.example.com)',
    );
  });
});

it('lets all hosts of the preview call each other, besides the origins that are named', () => {
  const [{ route }] = desired(
    routing({ cors: { origins: ['https://a.example.com'] } }),
    payments({ host: undefined, hosts: [`pay-${host}`] }),
  ).components;
  expect(route?.cors).toEqual({
    origins: [
      'https://a.example.com',
      'https://web-pr-42.preview.example.com',
      'https://pay-web-pr-42.preview.example.com',
    ],
    credentials: false,
  });
});

it('tells what is deployed where it will be reached', () => {
  const [{ deployment }] = desired(
    component('web', {
      routing: { host, service },
      source: {
        repoURL: 'https://github.com/acme/deploy',
        path: 'charts/web',
        helm: { parameters: { 'cors.origin': '{{ preview.origin }}' } },
      },
    }),
  ).components;
  expect(deployment.source.helm?.parameters).toEqual({
    'cors.origin': 'https://web-pr-42.preview.example.com',
  });
});

it.each<[string, () => unknown, string]>([
  [
    'one of several hosts outside of the suffixes',
    () => desired(routing({ host: undefined, hosts: [host, `${host}.org`] })),
    'web-pr-42.preview.example.com.org is outside the hosts that previews on dev may have',
  ],
  [
    'a further host that another component has',
    () =>
      desired(
        routing({}),
        payments({ host: undefined, hosts: [`pay-${host}`, host] }),
      ),
    'The components web and payments both ask for the host web-pr-42.preview.example.com',
  ],
])('refuses %s', (_what, make, message) => {
  expect(make).toThrow(message);
});
