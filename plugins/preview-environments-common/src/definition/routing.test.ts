import { minimalWith } from './__fixtures__/definitions';
import { formatFinding } from './findings';
import { parsePreviewDefinition } from './parse';

const first = "host: '{{ preview.id }}.io'";
const service = 'service: { name: web, port: 80 }';
const parsed = (...lines: string[]) =>
  parsePreviewDefinition(
    minimalWith(`routing:\n${lines.map(line => `  ${line}`).join('\n')}`),
  );

it('leads to the component itself, by one host, and asks nothing of browsers', () => {
  expect(parsed(first, service).definition?.spec.routing).toEqual({
    host: '{{ preview.id }}.io',
    mesh: [],
    otherHosts: [],
    service: { name: 'web', port: 80, protocol: 'http' },
    stableHosts: [],
    probe: { path: '/', status: '200-399', timeout: '5m' },
  });
});

it('may lead to several hosts, to an entry point of the baseline, and to a host that is there already', () => {
  const { definition, findings } = parsed(
    "hosts: ['{{ preview.id }}.io', '{{ preview.id }}-shop.io']",
    'service: { name: payments, port: 9090, protocol: grpc }',
    'entry: { service: web, namespace: shop, port: 80 }',
    'stableHosts: [staging.example.com]',
    "cors: { origins: ['https://shop.example.com', 'http://localhost:3000'] }",
  );

  expect(findings).toEqual([]);
  expect(definition?.spec.routing).toMatchObject({
    host: '{{ preview.id }}.io',
    otherHosts: ['{{ preview.id }}-shop.io'],
    service: { name: 'payments', port: 9090, protocol: 'grpc' },
    entry: { service: 'web', namespace: 'shop', port: 80, protocol: 'http' },
    stableHosts: ['staging.example.com'],
    cors: {
      origins: ['https://shop.example.com', 'http://localhost:3000'],
      credentials: false,
    },
  });
});

describe('what does not fit is named', () => {
  it.each`
    scenario                            | lines                                                                                                 | expected
    ${'a host twice'}                   | ${["hosts: ['{{ preview.id }}.io', '{{ preview.id }}.io']", service]}                                 | ${'line 17:36 spec.routing.hosts[1]: {{ preview.id }}.io is named twice'}
    ${'one of several that is no host'} | ${["hosts: ['{{ preview.id }}.io', '{{ preview.id }}/x']", service]}                                  | ${'line 17:36 spec.routing.hosts[1]: must be a host name in lower case'}
    ${'more hosts than a route takes'}  | ${[`hosts: [${Array.from({ length: 17 }, (_, n) => `h${n}.io`)}]`, service]}                          | ${'spec.routing.hosts: must name at most 16 hosts'}
    ${'a protocol of its own'}          | ${[first, 'service: { name: web, port: 80, protocol: tcp }']}                                         | ${'spec.routing.service.protocol: must be http or grpc'}
    ${'an entry without a namespace'}   | ${[first, service, 'entry: { service: web, port: 80 }']}                                              | ${'spec.routing.entry.namespace: is required'}
    ${'an entry with a misspelt field'} | ${[first, service, 'entry: { servce: web, namespace: shop, port: 80 }']}                              | ${'spec.routing.entry.servce: unknown field, did you mean service?'}
    ${'a stable host with a wildcard'}  | ${[first, service, "stableHosts: ['*.example.com']"]}                                                 | ${'spec.routing.stableHosts[0]: must be a host name in lower case such as staging.example.com'}
    ${'a stable host of one preview'}   | ${[first, service, "stableHosts: ['{{ preview.id }}.io']"]}                                           | ${'spec.routing.stableHosts[0]: placeholders are not allowed here'}
    ${'a stable host twice'}            | ${[first, service, 'stableHosts: [a.io, a.io]']}                                                      | ${'spec.routing.stableHosts[1]: a.io is named twice'}
    ${'an origin with a path'}          | ${[first, service, "cors: { origins: ['https://a.io/'] }"]}                                           | ${'spec.routing.cors.origins[0]: must be an origin such as https://shop.example.com'}
    ${'any origin'}                     | ${[first, service, "cors: { origins: ['*'] }"]}                                                       | ${'spec.routing.cors.origins[0]: must be an origin'}
    ${'no origins'}                     | ${[first, service, 'cors: { origins: [] }']}                                                          | ${'spec.routing.cors.origins: must name an origin'}
    ${'browsers that speak gRPC'}       | ${[first, 'service: { name: web, port: 80, protocol: grpc }', "cors: { origins: ['https://a.io'] }"]} | ${'spec.routing.cors: is for browsers, which do not speak gRPC'}
    ${'a link to what speaks gRPC'}     | ${[first, 'service: { name: web, port: 80, protocol: grpc }', 'stableHosts: [a.io]']}                 | ${'spec.routing.stableHosts: is for browsers, which do not speak gRPC'}
    ${'a host made of itself'}          | ${["host: '{{ preview.origin }}.io'", service]}                                                       | ${'spec.routing.host: {{ preview.origin }} can only be used in'}
  `('$scenario', ({ lines, expected }) => {
    const { definition, findings } = parsed(...lines);

    expect(definition).toBe(undefined);
    expect(findings.map(formatFinding)).toEqual([
      expect.stringContaining(expected),
    ]);
  });
});

it.each`
  scenario             | routing                                | valid
  ${'with routing'}    | ${`routing: { ${first}, ${service} }`} | ${true}
  ${'without routing'} | ${'dependsOn: []'}                     | ${false}
`('knows its own origin $scenario', ({ routing, valid }) => {
  const text = minimalWith(routing).replace(
    'path: charts/web',
    "path: charts/web\n    helm: { parameters: { 'cors.origin': '{{ preview.origin }}' } }",
  );
  expect(parsePreviewDefinition(text).definition !== undefined).toBe(valid);
});
