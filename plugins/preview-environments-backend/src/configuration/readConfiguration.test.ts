import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { merge } from 'lodash';
import { minimal } from './__testUtils__/minimal';
import { readConfiguration } from './readConfiguration';

const read = (previewEnvironments: unknown, rest: JsonObject = {}) =>
  readConfiguration(
    new ConfigReader({ ...rest, previewEnvironments } as JsonObject),
  );
const withDev = (differences: object) =>
  merge({}, minimal, { clusters: { dev: differences } });

describe('readConfiguration', () => {
  it('fills in the defaults', () => {
    expect(read(minimal, { app: { baseUrl: 'https://portal/' } })).toEqual({
      instance: 'platform',
      mode: 'on',
      appBaseUrl: 'https://portal',
      limits: { total: undefined, perRepository: undefined },
      namespacePrefix: 'pv-',
      clusters: {
        dev: {
          credentials: { type: 'in-cluster' },
          argocd: {
            cluster: 'dev',
            namespace: 'previews',
            project: 'previews',
            projectNamespace: 'argocd',
            destination: { server: 'https://kubernetes.default.svc' },
          },
          gateway: {
            namespace: 'infra',
            name: 'edge',
            listener: undefined,
            addresses: undefined,
            names: 'checked',
            publicScheme: undefined,
            publicPort: undefined,
          },
          gatewayNamespaces: ['infra'],
          stableHosts: [],
          hostSuffixes: ['preview.example.com'],
          namespaceLabels: {},
          podSecurity: { enforce: 'baseline', warn: 'restricted' },
        },
      },
      registries: [],
      images: {},
      trust: { forks: 'approve', authors: 'write', drafts: true, bots: true },
      groups: {
        dependsOn: true,
        branches: false,
        labelPrefix: 'preview-group:',
      },
      sweep: {
        listing: { every: { minutes: 4 } },
        clusters: { every: { minutes: 5 } },
        deletions: { share: 0.2, least: 3 },
      },
      branches: { lease: { days: 3 }, longest: { days: 14 } },
      expiry: {},
      history: { keep: { days: 90 } },
      doctor: {},
      closing: {
        routes: { minutes: 2 },
        applications: { minutes: 10 },
        namespace: { minutes: 10 },
      },
      alerts: { recipients: [] },
      builds: { calls: {} },
      feedback: {
        comment: true,
        deployment: true,
        environment: 'preview',
        status: 'status',
      },
      workers: { concurrency: 4, leaseSeconds: 60 },
    });
  });

  it.each([[undefined], [null]])('stays off when it is %s', written => {
    expect(read(written)).toBeUndefined();
  });

  it('takes what comes from the environment as text', () => {
    expect(
      read({
        ...minimal,
        limits: { total: '20' },
        expiry: { idle: '72h', max: { days: 14 } },
        feedback: { comment: 'false' },
        sweep: { deletions: { share: '.5', least: '0' } },
      }),
    ).toMatchObject({
      limits: { total: 20 },
      expiry: { idle: { days: 3 }, max: { days: 14 } },
      feedback: { comment: false },
      sweep: { deletions: { share: 0.5, least: 0 } },
    });
  });

  it.each`
    written           | expected
    ${'10m'}          | ${{ minutes: 10 }}
    ${'PT1H'}         | ${{ hours: 1 }}
    ${{ minutes: 2 }} | ${{ minutes: 2 }}
  `('reads $written as a duration', ({ written, expected }) => {
    const configuration = read({
      ...minimal,
      sweep: { listing: { every: written } },
    });
    expect(configuration?.sweep.listing.every).toEqual(expected);
  });

  it.each([
    'preview.example.com',
    '.preview.example.com',
    '*.preview.example.com',
  ])('takes %s as a suffix of hosts', suffix => {
    const configuration = read(withDev({ hostSuffixes: [suffix] }));
    expect(configuration?.clusters.dev.hostSuffixes).toEqual([
      'preview.example.com',
    ]);
  });

  it.each`
    mesh                                                                   | expected
    ${undefined}                                                           | ${undefined}
    ${{ implementation: 'istio' }}                                         | ${{ implementation: 'istio' }}
    ${{ implementation: 'kuma', match: 'both', referenceGrants: 'false' }} | ${{ implementation: 'kuma', match: 'both', referenceGrants: false }}
  `('takes the mesh $mesh', ({ mesh, expected }) => {
    const configuration = read(withDev({ mesh }));
    expect(configuration?.clusters.dev.mesh).toEqual(expected);
  });

  it('lets Argo CD run elsewhere', () => {
    const configuration = read(
      merge({}, minimal, {
        clusters: {
          tools: minimal.clusters.dev,
          dev: { argocd: { cluster: 'tools', destination: { name: 'dev' } } },
        },
      }),
    );
    expect(configuration?.clusters.dev.argocd).toEqual({
      cluster: 'tools',
      namespace: 'previews',
      project: 'previews',
      projectNamespace: 'argocd',
      destination: { name: 'dev' },
    });
  });
});

describe('what is wrong in the configuration', () => {
  it.each`
    scenario                            | written                                                                                                              | message
    ${'nothing in it'}                  | ${{}}                                                                                                                | ${'previewEnvironments.instance: is missing; it has to be lower-case letters'}
    ${'no text'}                        | ${'on'}                                                                                                              | ${'previewEnvironments: has to be a group of keys'}
    ${'an instance that is no label'}   | ${{ ...minimal, instance: 'Our Platform' }}                                                                          | ${'previewEnvironments.instance: has to be lower-case letters'}
    ${'a mode that does not exist'}     | ${{ ...minimal, mode: 'dry-run' }}                                                                                   | ${'previewEnvironments.mode: has to be off or observe or on'}
    ${'a misspelt key'}                 | ${{ ...minimal, limit: {} }}                                                                                         | ${'previewEnvironments: limit is no known key; did you mean limits?'}
    ${'nobody that can be notified'}    | ${{ ...minimal, alerts: { recipients: ['platform'] } }}                                                              | ${'previewEnvironments.alerts.recipients[0]: has to be the reference of a user or group, for instance group:default/platform'}
    ${'a call without TLS'}             | ${{ ...minimal, builds: { calls: { build: { url: 'http://169.254.169.254/', secret: 'a-long-secret-of-ours' } } } }} | ${'previewEnvironments.builds.calls.build.url: has to be an https:// address'}
    ${'a call with a short secret'}     | ${{ ...minimal, builds: { calls: { build: { url: 'https://ci.example.com/', secret: 'short' } } } }}                 | ${'previewEnvironments.builds.calls.build.secret: has to have at least 16 characters'}
    ${'a key from nowhere'}             | ${{ ...minimal, feedback: { slack: true } }}                                                                         | ${'previewEnvironments.feedback: slack is no known key; there are comment, deployment, environment, status'}
    ${'a misspelt key of a cluster'}    | ${withDev({ hostSufixes: [] })}                                                                                      | ${'previewEnvironments.clusters.dev: hostSufixes is no known key; did you mean hostSuffixes?'}
    ${'a limit of none'}                | ${{ ...minimal, limits: { total: 0 } }}                                                                              | ${'previewEnvironments.limits.total: has to be a whole number of at least 1; leave it out for no limit'}
    ${'a prefix that leaves no room'}   | ${{ ...minimal, namespacePrefix: 'previews-of-us-' }}                                                                | ${'previewEnvironments.namespacePrefix: has to be at most 10 lower-case'}
    ${'no cluster'}                     | ${{ ...minimal, clusters: {} }}                                                                                      | ${'previewEnvironments.clusters: has to name at least one cluster'}
    ${'no clusters'}                    | ${{ instance: 'platform' }}                                                                                          | ${'previewEnvironments.clusters: is missing; it has to name at least one cluster'}
    ${'no suffix'}                      | ${{ ...minimal, clusters: { dev: { ...minimal.clusters.dev, hostSuffixes: [] } } }}                                  | ${'previewEnvironments.clusters.dev.hostSuffixes: needs at least one suffix, for instance preview.example.com'}
    ${'a suffix that is no domain'}     | ${withDev({ hostSuffixes: ['https://preview.example.com'] })}                                                        | ${'previewEnvironments.clusters.dev.hostSuffixes[0]: has to be a domain'}
    ${'no project'}                     | ${{ ...minimal, clusters: { dev: { ...minimal.clusters.dev, argocd: {} } } }}                                        | ${'previewEnvironments.clusters.dev.argocd.project: is missing; it has to be the AppProject'}
    ${'an unknown cluster of Argo CD'}  | ${withDev({ argocd: { cluster: 'tools', destination: { name: 'dev' } } })}                                           | ${'previewEnvironments.clusters.dev.argocd.cluster: has to be one of previewEnvironments.clusters: dev'}
    ${'two destinations'}               | ${withDev({ argocd: { destination: { name: 'dev', server: 'x' } } })}                                                | ${'previewEnvironments.clusters.dev.argocd.destination: has to be either { server'}
    ${'no credentials'}                 | ${{ ...minimal, clusters: { dev: { ...minimal.clusters.dev, credentials: undefined } } }}                            | ${'previewEnvironments.clusters.dev.credentials: is missing; each cluster needs an identity'}
    ${'client-side credentials (7.4)'}  | ${withDev({ credentials: { type: 'google' } })}                                                                      | ${'previewEnvironments.clusters.dev.credentials.type: has to be one of in-cluster, kubeconfig'}
    ${'one of our labels'}              | ${withDev({ namespaceLabels: { 'preview-environments.io/id': 'x' } })}                                               | ${'previewEnvironments.clusters.dev.namespaceLabels.preview-environments.io/id: is a label that is set by us'}
    ${'an address with a scheme'}       | ${withDev({ gateway: { addresses: ['http://10.0.0.7'] } })}                                                          | ${'previewEnvironments.clusters.dev.gateway.addresses[0]: has to be an address'}
    ${'forks'}                          | ${{ ...minimal, trust: { forks: 'ask' } }}                                                                           | ${'previewEnvironments.trust.forks: has to be never or approve or allow'}
    ${'a lease above the longest'}      | ${{ ...minimal, branches: { lease: '3d', longest: '1d' } }}                                                          | ${'previewEnvironments.branches.lease: can not be longer than longest'}
    ${'a limit that is no time'}        | ${{ ...minimal, expiry: { idle: 'soon' } }}                                                                          | ${'previewEnvironments.expiry.idle: has to be a duration'}
    ${'no duration'}                    | ${{ ...minimal, sweep: { listing: { every: 'often' } } }}                                                            | ${'previewEnvironments.sweep.listing.every: has to be a duration'}
    ${'more than everything'}           | ${{ ...minimal, sweep: { deletions: { share: 20 } } }}                                                               | ${'previewEnvironments.sweep.deletions.share: has to be a number from 0 to 1'}
    ${'a share that is no number'}      | ${{ ...minimal, sweep: { deletions: { share: '' } } }}                                                               | ${'previewEnvironments.sweep.deletions.share: has to be a number from 0 to 1'}
    ${'a lease shorter than a request'} | ${{ ...minimal, workers: { leaseSeconds: 5 } }}                                                                      | ${'previewEnvironments.workers.leaseSeconds: has to be a whole number from 15 to 600'}
    ${'a password without a user'}      | ${{ ...minimal, registries: [{ host: 'ghcr.io', password: 'x' }] }}                                                  | ${'previewEnvironments.registries[0]: needs username and password together'}
  `('$scenario is named with the cure', ({ written, message }) => {
    expect(() => read(written)).toThrow(message);
  });

  it('is named all at once', () => {
    expect(() => read({ mode: 'dry-run' })).toThrow(
      /^The configuration of preview environments can't be used:\n- .*instance.*\n- .*mode.*\n- .*clusters.*$/,
    );
  });

  it('needs a name of the cluster when Argo CD runs elsewhere', () => {
    const written = merge({}, minimal, {
      clusters: {
        tools: minimal.clusters.dev,
        dev: { argocd: { cluster: 'tools' } },
      },
    });
    expect(() => read(written)).toThrow(
      'previewEnvironments.clusters.dev.argocd.destination: is missing; Argo CD runs in tools',
    );
  });
});
