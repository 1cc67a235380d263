import { minimal, minimalWith } from './__fixtures__/definitions';
import { formatFinding } from './findings';
import { parsePreviewDefinition } from './parse';

const route = (more: string) =>
  minimalWith(
    `routing: { host: '{{ preview.id }}.io', service: { name: web, port: 80 }, ${more} }`,
  );

it.each`
  field                             | text
  ${'spec.trigger.command'}         | ${minimalWith('trigger: { command: /deploy }')}
  ${'spec.namespace.shared'}        | ${minimalWith('namespace: { shared: pr-env }')}
  ${'spec.images[0].set.manifests'} | ${minimal.replace(/set:\n.*\n.*/, 'set: { manifests: all }')}
  ${'spec.source.manifests'}        | ${minimal.replace('path: charts/web', 'path: x\n    manifests: {}')}
  ${'spec.source.revision'}         | ${minimal.replace('path: charts/web', 'path: x\n    revision: head')}
  ${'spec.data'}                    | ${minimalWith('data: [{ engine: postgres }]')}
  ${'spec.cloud'}                   | ${minimalWith('cloud: { manifests: [cloud/queue.yaml] }')}
  ${'spec.expiry.data'}             | ${minimalWith('expiry: { idle: 72h, data: 7d }')}
`('$field is refused by name, once', ({ field, text }) => {
  const { definition, findings } = parsePreviewDefinition(text);

  expect(definition).toBe(undefined);
  expect(findings.map(formatFinding)).toEqual([
    expect.stringContaining(` ${field}: not supported by this version`),
  ]);
});

it.each`
  scenario                    | text
  ${'the command as it is'}   | ${minimalWith('trigger: { command: /preview }')}
  ${'a namespace of its own'} | ${minimalWith('namespace: dedicated')}
  ${'grpc'}                   | ${route('').replace('port: 80', 'port: 80, protocol: grpc')}
  ${'an entry point'}         | ${route('entry: { service: shop, namespace: shop, port: 80 }')}
  ${'a mesh'}                 | ${route('mesh: [{ service: web, namespace: shop, port: 80 }]')}
  ${'http'}                   | ${route('').replace('port: 80', 'port: 80, protocol: http')}
  ${'manifests of the base'}  | ${minimal.replace('path: charts/web', 'path: x\n    revision: base')}
  ${'a build of the host'}    | ${minimal.replace('set:', 'build: { repositoryDispatch: x, check: image }\n      set:')}
  ${'a build by CircleCI'}    | ${minimal.replace('set:', 'build: { circleci: true }\n      set:')}
  ${'a build by a call'}      | ${minimal.replace('set:', 'build: { call: our-ci }\n      set:')}
  ${'a build by a workflow'}  | ${minimal.replace('set:', 'build: { workflowDispatch: preview.yaml }\n      set:')}
  ${'forks that wait'}        | ${minimalWith('trigger: { forks: approve }')}
  ${'a label that pauses'}    | ${minimalWith('trigger: { pauseLabel: hold }')}
  ${'limits of its life'}     | ${minimalWith('expiry: { idle: 72h, max: 14d, failed: 4h }')}
`('$scenario may be written down', ({ text }) => {
  expect(parsePreviewDefinition(text).findings).toEqual([]);
});

it.each`
  build                                          | message
  ${'{ repositoryDispatch: x, circleci: true }'} | ${'spec.images[0].build: must be one of repositoryDispatch, circleci, not several'}
  ${'{ workflowDispatch: ../other/workflow }'}   | ${'spec.images[0].build.workflowDispatch: must be the file of a workflow'}
  ${'{ call: "https://169.254.169.254/" }'}      | ${'spec.images[0].build.call: '}
`('a build $build is refused', ({ build, message }) => {
  const text = minimal.replace('set:', `build: ${build}\n      set:`);
  expect(parsePreviewDefinition(text).findings.map(formatFinding)).toEqual([
    expect.stringContaining(message),
  ]);
});
