import { resources } from '../../kubernetes';
import { address, ApplicationGround, namespaceNamed, project } from './ground';

const manager = 'test';
let ground: ApplicationGround;

beforeEach(() => {
  ground = new ApplicationGround();
  ground.start();
});

afterEach(() => ground.controller.stop());

it('compares, syncs and becomes healthy, each visible for a while', () => {
  ground.put();
  expect(ground.read().status).toBeUndefined();
  ground.clock.advance(100);
  expect(ground.read()).toMatchObject({
    operation: { initiatedBy: { automated: true } },
    status: { sync: { status: 'OutOfSync' }, health: { status: 'Missing' } },
  });
  ground.clock.advance(100);
  expect(ground.read().status?.operationState?.phase).toBe('Running');
  ground.clock.advance(2_000);
  expect(ground.read().status).toMatchObject({
    sync: { status: 'Synced', revision: 'a'.repeat(40) },
    health: { status: 'Progressing' },
    operationState: {
      phase: 'Succeeded',
      syncResult: { revision: 'a'.repeat(40) },
    },
  });
  expect(ground.read().operation).toBeUndefined();
  ground.becomeAvailable();
  ground.clock.advance(1_000);
  expect(ground.read().status).toMatchObject({
    health: { status: 'Healthy' },
    summary: { images: ['registry/web:one'] },
  });
});

it('shows the old comparison until it has looked at a new spec', () => {
  ground.put();
  ground.clock.advance(5_000);
  ground.put({ tag: 'two' });
  const { source } = ground.read().spec;
  expect(ground.read().status?.sync).toMatchObject({ status: 'Synced' });
  expect(ground.read().status?.sync?.comparedTo?.source).not.toEqual(source);
  ground.clock.advance(5_000);
  expect(ground.read().status?.sync).toMatchObject({
    status: 'Synced',
    comparedTo: { source },
  });
  expect(ground.image()).toBe('registry/web:two');
});

it('is quiet when nothing changes', () => {
  ground.put();
  ground.clock.advance(10_000);
  ground.becomeAvailable();
  ground.clock.advance(60_000);
  const { resourceVersion } = ground.read().metadata;
  ground.clock.advance(600_000);
  expect(ground.read().metadata.resourceVersion).toBe(resourceVersion);
});

it.each`
  scenario                                  | options                                 | condition             | message
  ${'a repository that is not there'}       | ${{ repoURL: 'http://git/acme/other' }} | ${'ComparisonError'}  | ${/repository not found/}
  ${'a destination outside of the project'} | ${{ destination: 'shop' }}              | ${'InvalidSpecError'} | ${/do not match any of the allowed destinations in project 'previews'/}
`('says why it can not go on: $scenario', ({ options, condition, message }) => {
  ground.put(options);
  ground.clock.advance(5_000);
  expect(ground.read().status).toMatchObject({
    sync: { status: 'Unknown' },
    conditions: [{ type: condition, message: expect.stringMatching(message) }],
  });
});

it('says that the project is missing, and goes on when it is there', () => {
  ground.cluster.delete(resources.appProjects, {
    namespace: 'argocd',
    name: 'previews',
  });
  ground.put();
  ground.clock.advance(5_000);
  expect(ground.read().status).toMatchObject({
    health: { status: 'Unknown' },
    conditions: [
      {
        type: 'InvalidSpecError',
        message:
          'Application referencing project previews which does not exist',
      },
    ],
  });
  ground.cluster.create(resources.appProjects, project, { manager });
  ground.clock.advance(5_000);
  expect(ground.read().status?.sync?.status).toBe('Synced');
  expect(ground.read().status?.conditions).toBeUndefined();
});

it('does not try a failed sync again by itself, but does so for an operation that someone writes', () => {
  ground.cluster.delete(resources.namespaces, {
    namespace: undefined,
    name: 'pv-web',
  });
  ground.put();
  ground.clock.advance(60_000);
  expect(ground.read().status).toMatchObject({
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
  ground.cluster.modify(
    resources.namespaces,
    { namespace: undefined, name: 'pv-web' },
    live => Object.assign(live, { spec: { finalizers: [] } }),
    { manager, subresource: 'finalize' },
  );
  ground.cluster.create(resources.namespaces, namespaceNamed('pv-web'), {
    manager,
  });
  ground.clock.advance(60_000);
  expect(ground.deployed()).toBeUndefined();
  const operation = {
    initiatedBy: { username: 'previews' },
    sync: { revision: 'a'.repeat(40), prune: true },
  };
  ground.cluster.modify(
    resources.applications,
    address,
    live => Object.assign(live, { operation }),
    { manager },
  );
  ground.clock.advance(5_000);
  expect(ground.read().status?.operationState).toMatchObject({
    phase: 'Succeeded',
    operation,
  });
  expect(ground.deployed()).toBeDefined();
});

it('refuses a rendered kind that its project does not allow', () => {
  ground.files['chart/templates/policy.yaml'] =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: open}\nspec: {podSelector: {}}\n';
  ground.put();
  ground.clock.advance(5_000);
  expect(ground.read().status?.operationState).toMatchObject({
    phase: 'Failed',
    message: expect.stringContaining(
      'resource networking.k8s.io:NetworkPolicy is not permitted in project previews',
    ),
  });
});
