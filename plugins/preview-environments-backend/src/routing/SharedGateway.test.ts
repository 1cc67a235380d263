import { Gateway } from '../kubernetes';
import { MemoryCluster } from '../kubernetes/__testUtils__/memoryCluster';
import { gateway } from './__testUtils__/routes';
import { GatewaySettings } from './edgeRoute';
import { PublicAddress, SharedGateway } from './SharedGateway';

const http = { name: 'web', port: 80, protocol: 'HTTP' };
const https = { name: 'websecure', port: 443, protocol: 'HTTPS' };

interface Live {
  listeners?: object[];
  addresses?: object[];
}

function gatewayOf(
  live: Live | undefined,
  settings: Partial<GatewaySettings> = {},
  publicAddress: Partial<PublicAddress> = {},
) {
  const client = new MemoryCluster();
  if (live)
    client.put(Gateway, {
      apiVersion: Gateway.apiVersion,
      kind: Gateway.kind,
      metadata: { namespace: 'gateways', name: 'public' },
      spec: { listeners: live.listeners },
      status: { addresses: live.addresses },
    });
  return new SharedGateway({
    client,
    settings: { ...gateway, ...settings },
    publicAddress,
  });
}

const ask = (live: Live | undefined, settings: Partial<GatewaySettings> = {}) =>
  gatewayOf(live, settings).address();

it.each<[string, string[] | undefined, object[], object]>([
  [
    "the Gateway's own address",
    undefined,
    [{ type: 'IPAddress', value: '192.0.2.7' }],
    { host: '192.0.2.7', port: 80 },
  ],
  [
    "the Gateway's own host name",
    undefined,
    [{ type: 'Hostname', value: 'lb.example.com' }],
    { host: 'lb.example.com', port: 80 },
  ],
  [
    "the Gateway's own IPv6 address",
    undefined,
    [{ type: 'IPAddress', value: 'fd00::10' }],
    { host: 'fd00::10', port: 80 },
  ],
  [
    'a configured address, whatever the Gateway says',
    ['127.0.0.1'],
    [{ value: '192.0.2.7' }],
    { host: '127.0.0.1', port: 80 },
  ],
  [
    'a configured address with its port',
    ['127.0.0.1:8080'],
    [],
    { host: '127.0.0.1', port: 8080 },
  ],
  [
    'a configured IPv6 address with its port',
    ['[::1]:8080'],
    [],
    { host: '::1', port: 8080 },
  ],
  ['a configured IPv6 address', ['::1'], [], { host: '::1', port: 80 }],
])('dials %s', async (_scenario, configured, addresses, expected) => {
  await expect(
    ask({ listeners: [http], addresses }, { addresses: configured }),
  ).resolves.toEqual({ ...expected, scheme: 'http' });
});

it('takes port and scheme from the configured listener', async () => {
  const live = {
    listeners: [http, https],
    addresses: [{ value: '192.0.2.7' }],
  };
  await expect(ask(live, { listener: 'websecure' })).resolves.toEqual({
    host: '192.0.2.7',
    port: 443,
    scheme: 'https',
  });
});

it.each<[string, Live | undefined, string, string]>([
  [
    'there is no such Gateway',
    undefined,
    'RefusedError',
    "Gateway gateways/public does not exist; check gateway.namespace and gateway.name of the cluster's configuration.",
  ],
  [
    'it has no such listener',
    { listeners: [http, https], addresses: [{ value: '192.0.2.7' }] },
    'RefusedError',
    'Gateway gateways/public has no listener other; it has: web, websecure.',
  ],
  [
    'it has no listener at all',
    {},
    'RefusedError',
    'Gateway gateways/public has no listener other; it has: none.',
  ],
])('refuses: %s', async (_scenario, live, name, message) => {
  await expect(ask(live, { listener: 'other' })).rejects.toMatchObject({
    name,
    message,
  });
});

it('waits for an address that is not assigned yet', async () => {
  await expect(ask({ listeners: [http] })).rejects.toMatchObject({
    name: 'WaitingError',
    message: 'Gateway gateways/public has no address yet.',
  });
});

describe('how people reach it (rule 7.27)', () => {
  it.each<[string, object, Partial<PublicAddress>, PublicAddress]>([
    [
      'as its listener says',
      { ...http, port: 8080 },
      {},
      { publicScheme: 'http', publicPort: 8080 },
    ],
    ['by TLS', https, {}, { publicScheme: 'https', publicPort: 443 }],
    [
      'by TLS that ends before the gateway',
      { ...http, port: 8080 },
      { publicScheme: 'https' },
      { publicScheme: 'https', publicPort: 443 },
    ],
    [
      'by another port',
      http,
      { publicPort: 30080 },
      { publicScheme: 'http', publicPort: 30080 },
    ],
  ])('%s', async (_scenario, listener, configured, expected) => {
    const shared = gatewayOf({ listeners: [listener] }, {}, configured);
    await shared.learn();
    expect(shared.publicAddress()).toEqual(expected);
  });

  it('is taken for TLS until the listener was seen', () => {
    expect(gatewayOf(undefined).publicAddress()).toEqual({
      publicScheme: 'https',
      publicPort: 443,
    });
  });
});
