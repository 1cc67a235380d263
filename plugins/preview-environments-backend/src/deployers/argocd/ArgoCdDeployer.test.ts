import { Application, KubernetesObject, OwnObjects } from '../../kubernetes';
import {
  failure,
  MemoryCluster,
} from '../../kubernetes/__testUtils__/memoryCluster';
import { deploymentIdentity } from '../../preview/__testUtils__/builders';
import {
  deployment,
  older,
  settings,
  upStatus,
} from './__testUtils__/applications';
import { ArgoCdDeployer } from './ArgoCdDeployer';

const ref = {
  resource: Application,
  namespace: 'previews',
  name: 'web-pr-42-web',
};

function setUp() {
  const cluster = new MemoryCluster();
  const objects = new OwnObjects({ client: cluster, instance: 'test' });
  const deployer = new ArgoCdDeployer({
    argoCd: () => ({ objects, settings }),
  });
  const change = (fields: object) =>
    cluster.put(Application, { ...cluster.read(ref)!, ...fields });
  const live = () => cluster.read(ref) as KubernetesObject;
  return { cluster, deployer, change, live };
}

describe('handing a commit to Argo CD', () => {
  it('writes once per commit, and never what Argo CD has set', async () => {
    const { cluster, deployer, change, live } = setUp();
    await expect(deployer.ensure(older())).resolves.toBe('created');
    change({ status: upStatus(), operation: { sync: {} } });
    await expect(deployer.ensure(deployment())).resolves.toBe('updated');
    await expect(deployer.ensure(deployment())).resolves.toBe('unchanged');
    expect(cluster.writes).toEqual([
      'create Application previews/web-pr-42-web',
      'apply Application previews/web-pr-42-web',
    ]);
    expect(live()).toMatchObject({
      status: upStatus(),
      operation: { sync: {} },
    });
  });

  it('is not fooled by the status of the commit before', async () => {
    const { deployer, change } = setUp();
    await deployer.ensure(deployment());
    change({ status: upStatus() });
    await expect(deployer.status(deployment())).resolves.toEqual({
      state: 'healthy',
    });
    await deployer.ensure(older());
    await expect(deployer.status(older())).resolves.toMatchObject({
      state: 'progressing',
    });
  });

  it('says nothing of a cluster that is out of reach', async () => {
    const { cluster, deployer } = setUp();
    cluster.before.get = () => {
      throw failure('get', ref, undefined, { message: 'connect ECONNREFUSED' });
    };
    await expect(deployer.status(deployment())).rejects.toMatchObject({
      name: 'WaitingError',
    });
    await expect(deployer.destroy(deploymentIdentity)).rejects.toMatchObject({
      name: 'WaitingError',
    });
  });
});

describe('trying again (rule 7.17)', () => {
  it('writes an operation with the options of the sync policy, which Argo CD does not add by itself', async () => {
    const { deployer, live } = setUp();
    await deployer.ensure(deployment());
    await deployer.resync(deployment(), 'redeploy asked for by octo');
    expect(live()).toMatchObject({
      operation: {
        info: [{ name: 'reason', value: 'redeploy asked for by octo' }],
        sync: {
          prune: true,
          syncOptions: expect.arrayContaining(['FailOnSharedResource=true']),
        },
      },
    });
  });

  it('leaves a running operation alone', async () => {
    const { cluster, deployer, change } = setUp();
    await deployer.ensure(deployment());
    change({ operation: { sync: { revision: 'running' } } });
    await deployer.resync(deployment(), 'again');
    expect(cluster.writes).toHaveLength(1);
  });

  it('does nothing where there is no Application', async () => {
    const { cluster, deployer } = setUp();
    await deployer.resync(deployment(), 'again');
    expect(cluster.writes).toEqual([]);
  });
});

describe('taking a deployment away', () => {
  it('deletes, waits for Argo CD, and is absent when a live read says so', async () => {
    const { cluster, deployer } = setUp();
    await deployer.ensure(deployment());
    await expect(deployer.destroy(deploymentIdentity)).resolves.toEqual({
      state: 'deleting',
      reason: 'Argo CD is removing web-pr-42-web.',
      blockedBy: ['finalizer resources-finalizer.argocd.argoproj.io'],
    });
    const before = cluster.writes.length;
    await expect(deployer.destroy(deploymentIdentity)).resolves.toMatchObject({
      state: 'deleting',
    });
    expect(cluster.writes).toHaveLength(before);
    cluster.release(ref);
    await expect(deployer.destroy(deploymentIdentity)).resolves.toEqual({
      state: 'absent',
    });
  });

  it('ends a running operation first, which would make again what goes', async () => {
    const { cluster, deployer, change, live } = setUp();
    await deployer.ensure(deployment());
    change({
      operation: { sync: {} },
      status: { operationState: { phase: 'Running', message: 'syncing' } },
    });
    await deployer.destroy(deploymentIdentity);
    expect(cluster.writes.slice(1)).toEqual([
      'patch Application previews/web-pr-42-web',
      'delete Application previews/web-pr-42-web',
    ]);
    expect(live()).toMatchObject({
      status: { operationState: { phase: 'Terminating', message: 'syncing' } },
    });
  });

  it('drops an operation that has not begun, and leaves alone one that ends already', async () => {
    const { cluster, deployer, change, live } = setUp();
    await deployer.ensure(deployment());
    change({
      operation: { sync: {} },
      status: { operationState: { phase: 'Succeeded' } },
    });
    await deployer.destroy(deploymentIdentity);
    expect(live()).not.toHaveProperty('operation');
    expect(live()).toMatchObject({
      status: { operationState: { phase: 'Succeeded' } },
    });
    change({
      operation: { sync: {} },
      status: { operationState: { phase: 'Terminating' } },
    });
    const before = cluster.writes.length;
    await deployer.destroy(deploymentIdentity);
    expect(cluster.writes).toHaveLength(before);
  });

  it('ends the operation of an Application that somebody else deleted, and says what it waits for', async () => {
    const { cluster, deployer, change, live } = setUp();
    await deployer.ensure(deployment());
    await deployer.destroy(deploymentIdentity);
    change({
      operation: { sync: {} },
      status: { operationState: { phase: 'Running', message: 'a hook runs' } },
    });
    await expect(deployer.destroy(deploymentIdentity)).resolves.toEqual({
      state: 'deleting',
      reason:
        'Argo CD is removing web-pr-42-web, but a sync is not over (Running: a hook runs).',
      blockedBy: [
        'a sync is not over (Running: a hook runs)',
        'finalizer resources-finalizer.argocd.argoproj.io',
      ],
    });
    expect(cluster.writes.at(-1)).toBe(
      'patch Application previews/web-pr-42-web',
    );
    expect(live()).toMatchObject({
      status: { operationState: { phase: 'Terminating' } },
    });
  });

  it('does not delete when the operation changed meanwhile; the next look goes on', async () => {
    const { cluster, deployer, change, live } = setUp();
    await deployer.ensure(deployment());
    change({
      operation: { sync: {} },
      status: { operationState: { phase: 'Running' } },
    });
    cluster.before.patch = () => {
      change({ status: { operationState: { phase: 'Succeeded' } } });
    };
    await expect(deployer.destroy(deploymentIdentity)).rejects.toMatchObject({
      name: 'WaitingError',
    });
    expect(live().metadata.deletionTimestamp).toBeUndefined();
  });

  it('keeps an Application whose destination Argo CD no longer knows, because it would abandon everything', async () => {
    const { cluster, deployer, change } = setUp();
    await deployer.ensure(deployment());
    const message = 'there are no clusters with this name: dev';
    change({
      status: { conditions: [{ type: 'InvalidSpecError', message }] },
    });
    await expect(deployer.destroy(deploymentIdentity)).resolves.toEqual({
      state: 'deleting',
      reason: `web-pr-42-web is kept, because Argo CD would abandon what it made: ${message}`,
      blockedBy: [message],
    });
    expect(cluster.writes).toHaveLength(1);
  });
});

describe('finding what is there', () => {
  const listed = { previewId: 'web-pr-42', cluster: 'dev' };

  it('lists the Applications of the preview and cluster, wanted or not', async () => {
    const { deployer } = setUp();
    await deployer.ensure(deployment());
    await deployer.ensure(deployment({ component: 'cart', cluster: 'other' }));
    await deployer.ensure(deployment({ previewId: 'web-pr-43' }));
    await expect(deployer.list(listed)).resolves.toEqual([deploymentIdentity]);
  });

  it('does not lose one whose annotation somebody took away', async () => {
    const { deployer, change, live } = setUp();
    await deployer.ensure(deployment());
    change({ metadata: { ...live().metadata, annotations: {} } });
    await expect(deployer.list(listed)).resolves.toEqual([deploymentIdentity]);
  });
});
