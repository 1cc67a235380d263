import { ManualClock } from '../../clock';
import {
  Cluster,
  KubernetesObject,
  resources,
  StoredObject,
} from '../../kubernetes';
import { chartFiles } from '../../demo/chart';
import { Deployment } from '../kinds';
import { Application } from './application';
import { ApplicationController } from './applicationController';

const manager = 'test';
const address = { namespace: 'previews', name: 'web' };
let clock: ManualClock;
let cluster: Cluster;
let controller: ApplicationController;
let files: Record<string, unknown>;

const reader = {
  open: (repoURL: string) => {
    if (!repoURL.endsWith('/acme/web'))
      throw new Error('failed to list refs: repository not found');
    return {
      revision: 'a'.repeat(40),
      read: (path: string) => files[path] as string | undefined,
      list: (folder: string) =>
        Object.keys(files).filter(path => path.startsWith(`${folder}/`)),
    };
  },
};

const namespace = (name: string): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

const project: KubernetesObject = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'AppProject',
  metadata: { name: 'previews', namespace: 'argocd' },
  spec: {
    sourceRepos: ['*'],
    sourceNamespaces: ['previews'],
    destinations: [{ server: '*', namespace: 'pv-*' }],
    namespaceResourceBlacklist: [{ group: 'networking.k8s.io', kind: '*' }],
  },
};

function put(
  options: { tag?: string; repoURL?: string; destination?: string } = {},
): void {
  const {
    tag = 'one',
    repoURL = 'http://git/acme/web',
    destination = 'pv-web',
  } = options;
  const application: KubernetesObject = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      ...address,
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
    },
    spec: {
      project: 'previews',
      source: {
        repoURL,
        path: 'chart',
        targetRevision: 'main',
        helm: {
          parameters: [{ name: 'image.tag', value: tag, forceString: true }],
        },
      },
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: destination,
      },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        retry: { limit: 0 },
      },
    },
  };
  cluster.apply(resources.applications, application, { manager, force: true });
}

const read = () =>
  cluster.get<Application>(
    resources.applications,
    address.namespace,
    address.name,
  )!;
const deployed = () =>
  cluster.get<Deployment>(resources.deployments, 'pv-web', 'web');
const image = () => deployed()?.spec.template.spec.containers[0].image;

/** What the deployment controller would report. */
function becomeAvailable(): void {
  cluster.modify<Deployment & StoredObject>(
    resources.deployments,
    { namespace: 'pv-web', name: 'web' },
    live => {
      live.status = {
        observedGeneration: live.metadata.generation,
        replicas: 1,
        updatedReplicas: 1,
        availableReplicas: 1,
      };
    },
    { manager, subresource: 'status' },
  );
}

beforeEach(() => {
  clock = new ManualClock();
  cluster = new Cluster({ clock });
  files = chartFiles({
    service: 'web',
    image: 'registry/web',
    tag: 'main',
    folder: 'chart',
  });
  for (const name of ['argocd', 'previews', 'pv-web'])
    cluster.create(resources.namespaces, namespace(name), { manager });
  cluster.create(resources.appProjects, project, { manager });
  controller = new ApplicationController({
    cluster,
    reader,
    home: 'argocd',
    refreshDelay: 100,
    syncDelay: 1_000,
  });
  controller.start();
});

afterEach(() => controller.stop());

it('compares, syncs and becomes healthy, each visible for a while', () => {
  put();
  expect(read().status).toBeUndefined();
  clock.advance(100);
  expect(read()).toMatchObject({
    operation: { initiatedBy: { automated: true } },
    status: { sync: { status: 'OutOfSync' }, health: { status: 'Missing' } },
  });
  clock.advance(100);
  expect(read().status?.operationState?.phase).toBe('Running');
  clock.advance(2_000);
  expect(read().status).toMatchObject({
    sync: { status: 'Synced', revision: 'a'.repeat(40) },
    health: { status: 'Progressing' },
    operationState: {
      phase: 'Succeeded',
      syncResult: { revision: 'a'.repeat(40) },
    },
  });
  expect(read().operation).toBeUndefined();
  becomeAvailable();
  clock.advance(1_000);
  expect(read().status).toMatchObject({
    health: { status: 'Healthy' },
    summary: { images: ['registry/web:one'] },
  });
});

it('shows the old comparison until it has looked at a new spec', () => {
  put();
  clock.advance(5_000);
  put({ tag: 'two' });
  const { source } = read().spec;
  expect(read().status?.sync).toMatchObject({ status: 'Synced' });
  expect(read().status?.sync?.comparedTo?.source).not.toEqual(source);
  clock.advance(5_000);
  expect(read().status?.sync).toMatchObject({
    status: 'Synced',
    comparedTo: { source },
  });
  expect(image()).toBe('registry/web:two');
});

it('is quiet when nothing changes', () => {
  put();
  clock.advance(10_000);
  becomeAvailable();
  clock.advance(60_000);
  const { resourceVersion } = read().metadata;
  clock.advance(600_000);
  expect(read().metadata.resourceVersion).toBe(resourceVersion);
});

it.each`
  scenario                                  | options                                 | condition             | message
  ${'a repository that is not there'}       | ${{ repoURL: 'http://git/acme/other' }} | ${'ComparisonError'}  | ${/repository not found/}
  ${'a destination outside of the project'} | ${{ destination: 'shop' }}              | ${'InvalidSpecError'} | ${/do not match any of the allowed destinations in project 'previews'/}
`('says why it can not go on: $scenario', ({ options, condition, message }) => {
  put(options);
  clock.advance(5_000);
  expect(read().status).toMatchObject({
    sync: { status: 'Unknown' },
    conditions: [{ type: condition, message: expect.stringMatching(message) }],
  });
});

it('says that the project is missing, and goes on when it is there', () => {
  cluster.delete(resources.appProjects, {
    namespace: 'argocd',
    name: 'previews',
  });
  put();
  clock.advance(5_000);
  expect(read().status).toMatchObject({
    health: { status: 'Unknown' },
    conditions: [
      {
        type: 'InvalidSpecError',
        message:
          'Application referencing project previews which does not exist',
      },
    ],
  });
  cluster.create(resources.appProjects, project, { manager });
  clock.advance(5_000);
  expect(read().status?.sync?.status).toBe('Synced');
  expect(read().status?.conditions).toBeUndefined();
});

it('does not try a failed sync again by itself, but does so for an operation that someone writes', () => {
  cluster.delete(resources.namespaces, {
    namespace: undefined,
    name: 'pv-web',
  });
  put();
  clock.advance(60_000);
  expect(read().status).toMatchObject({
    operationState: {
      phase: 'Failed',
      message: expect.stringContaining('being terminated'),
    },
    conditions: [
      {
        type: 'SyncError',
        message: expect.stringMatching(/^Failed last sync attempt to a{40}: /),
      },
    ],
  });
  cluster.modify(
    resources.namespaces,
    { namespace: undefined, name: 'pv-web' },
    live => Object.assign(live, { spec: { finalizers: [] } }),
    { manager, subresource: 'finalize' },
  );
  cluster.create(resources.namespaces, namespace('pv-web'), { manager });
  clock.advance(60_000);
  expect(deployed()).toBeUndefined();
  const operation = {
    initiatedBy: { username: 'previews' },
    sync: { revision: 'a'.repeat(40), prune: true },
  };
  cluster.modify(
    resources.applications,
    address,
    live => Object.assign(live, { operation }),
    { manager },
  );
  clock.advance(5_000);
  expect(read().status?.operationState).toMatchObject({
    phase: 'Succeeded',
    operation,
  });
  expect(deployed()).toBeDefined();
});

it('refuses a rendered kind that its project does not allow', () => {
  files['chart/templates/policy.yaml'] =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: open}\nspec: {podSelector: {}}\n';
  put();
  clock.advance(5_000);
  expect(read().status?.operationState).toMatchObject({
    phase: 'Failed',
    message: expect.stringContaining(
      'resource networking.k8s.io:NetworkPolicy is not permitted in project previews',
    ),
  });
});

it('heals what was changed behind its back, and prunes what is no longer wanted', () => {
  put();
  clock.advance(10_000);
  cluster.modify<Deployment & StoredObject>(
    resources.deployments,
    { namespace: 'pv-web', name: 'web' },
    live => {
      live.spec.template.spec.containers[0].image = 'elsewhere/web:9';
    },
    { manager: 'kubectl' },
  );
  clock.advance(10_000);
  expect(image()).toBe('registry/web:one');
  delete files['chart/templates/service.yaml'];
  cluster.modify(
    resources.applications,
    address,
    live =>
      Object.assign(live.metadata, {
        annotations: { 'argocd.argoproj.io/refresh': 'normal' },
      }),
    { manager },
  );
  clock.advance(20_000);
  expect(read().metadata.annotations).not.toHaveProperty([
    'argocd.argoproj.io/refresh',
  ]);
  expect(
    cluster.get(resources.services, 'pv-web', 'web')?.metadata
      .deletionTimestamp,
  ).toBeDefined();
});

it('is there until everything it made has gone', () => {
  put();
  clock.advance(10_000);
  cluster.modify(
    resources.services,
    { namespace: 'pv-web', name: 'web' },
    live => Object.assign(live.metadata, { finalizers: ['someone/holds-it'] }),
    { manager },
  );
  cluster.delete(resources.applications, address);
  clock.advance(10_000);
  expect(read().metadata.deletionTimestamp).toBeDefined();
  for (const [resource, name] of [
    [resources.services, 'web'],
    [resources.deployments, 'web'],
  ] as const) {
    cluster.modify(
      resource,
      { namespace: 'pv-web', name },
      live => Object.assign(live.metadata, { finalizers: [] }),
      { manager },
    );
  }
  clock.advance(10_000);
  expect(read()).toBeUndefined();
});

it('can not be removed while its project is missing, and says so', () => {
  put();
  clock.advance(10_000);
  cluster.delete(resources.appProjects, {
    namespace: 'argocd',
    name: 'previews',
  });
  cluster.delete(resources.applications, address);
  clock.advance(10_000);
  expect(read().status?.conditions).toContainEqual(
    expect.objectContaining({
      type: 'DeletionError',
      message:
        'error getting app project "previews": appproject.argoproj.io "previews" not found',
    }),
  );
});
