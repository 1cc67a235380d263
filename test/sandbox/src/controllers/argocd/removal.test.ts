import { resources, StoredObject } from '../../kubernetes';
import { Deployment } from '../kinds';
import { Application } from './application';
import { address, ApplicationGround } from './ground';

const manager = 'test';
let ground: ApplicationGround;

beforeEach(() => {
  ground = new ApplicationGround();
  ground.start();
});

afterEach(() => ground.controller.stop());

it('heals what was changed behind its back, and prunes what is no longer wanted', () => {
  ground.put();
  ground.clock.advance(10_000);
  ground.cluster.modify<Deployment & StoredObject>(
    resources.deployments,
    { namespace: 'pv-web', name: 'web' },
    live => {
      live.spec.template.spec.containers[0].image = 'elsewhere/web:9';
    },
    { manager: 'kubectl' },
  );
  ground.clock.advance(10_000);
  expect(ground.image()).toBe('registry/web:one');
  delete ground.files['chart/templates/service.yaml'];
  ground.cluster.modify(
    resources.applications,
    address,
    live =>
      Object.assign(live.metadata, {
        annotations: { 'argocd.argoproj.io/refresh': 'normal' },
      }),
    { manager },
  );
  ground.clock.advance(20_000);
  expect(ground.read().metadata.annotations).not.toHaveProperty([
    'argocd.argoproj.io/refresh',
  ]);
  expect(
    ground.cluster.get(resources.services, 'pv-web', 'web')?.metadata
      .deletionTimestamp,
  ).toBeDefined();
});

it('is there until everything it made has gone', () => {
  ground.put();
  ground.clock.advance(10_000);
  ground.cluster.modify(
    resources.services,
    { namespace: 'pv-web', name: 'web' },
    live => Object.assign(live.metadata, { finalizers: ['someone/holds-it'] }),
    { manager },
  );
  ground.cluster.delete(resources.applications, address);
  ground.clock.advance(10_000);
  expect(ground.read().metadata.deletionTimestamp).toBeDefined();
  for (const [resource, name] of [
    [resources.services, 'web'],
    [resources.deployments, 'web'],
  ] as const) {
    ground.cluster.modify(
      resource,
      { namespace: 'pv-web', name },
      live => Object.assign(live.metadata, { finalizers: [] }),
      { manager },
    );
  }
  ground.clock.advance(10_000);
  expect(ground.read()).toBeUndefined();
});

it('can not be removed while its project is missing, and says so', () => {
  ground.put();
  ground.clock.advance(10_000);
  ground.cluster.delete(resources.appProjects, {
    namespace: 'argocd',
    name: 'previews',
  });
  ground.cluster.delete(resources.applications, address);
  ground.clock.advance(10_000);
  expect(ground.read().status?.conditions).toContainEqual(
    expect.objectContaining({
      type: 'DeletionError',
      message:
        'error getting app project "previews": appproject.argoproj.io "previews" not found',
    }),
  );
});

describe('an Application that is removed during a sync', () => {
  const change = (update: (live: Application) => void) =>
    ground.cluster.modify<Application & StoredObject>(
      resources.applications,
      address,
      update,
      { manager },
    );

  beforeEach(() => {
    ground.syncsHang = true;
    ground.put();
    ground.clock.advance(10_000);
    ground.cluster.delete(resources.applications, address);
    ground.clock.advance(60_000);
  });

  it('stays for as long as the sync goes on', () => {
    expect(ground.read().metadata.deletionTimestamp).toBeDefined();
    expect(ground.read().status?.operationState?.phase).toBe('Running');
  });

  it('goes when the sync is terminated', () => {
    change(live => {
      live.status!.operationState!.phase = 'Terminating';
    });
    ground.clock.advance(10_000);
    expect(ground.read()).toBeUndefined();
  });

  it('goes when a sync that has not begun is dropped', () => {
    change(live => {
      live.status!.operationState!.phase = 'Succeeded';
      delete live.operation;
    });
    ground.clock.advance(10_000);
    expect(ground.read()).toBeUndefined();
  });
});
