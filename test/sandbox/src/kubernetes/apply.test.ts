import { ManualClock } from '../clock';
import {
  ApiError,
  Cluster,
  KubernetesObject,
  resources,
  Status,
} from './index';

const { deployments, namespaces, services } = resources;
const manager = 'previews';
let cluster: Cluster;

function deployment(
  spec: Record<string, unknown> = {},
  labels: Record<string, string> = {},
): KubernetesObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', labels },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'web:1' }] },
      },
      ...spec,
    },
  };
}

const apply = (
  object: KubernetesObject,
  options: { manager?: string; force?: boolean } = {},
) => cluster.apply(deployments, object, { manager, force: false, ...options });

function refusal(act: () => unknown): Status {
  try {
    act();
  } catch (error) {
    if (error instanceof ApiError) return error.status;
    throw error;
  }
  throw new Error('nothing was refused');
}

beforeEach(() => {
  cluster = new Cluster({ clock: new ManualClock() });
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'shop' },
  };
  cluster.create(namespaces, namespace, { manager });
});

describe('server-side apply', () => {
  it('takes a field away that its manager no longer sends', () => {
    apply(deployment({ paused: true }, { tier: 'front', team: 'shop' }));
    const after = apply(deployment({}, { team: 'shop' }));
    expect(after.metadata.labels).toEqual({ team: 'shop' });
    expect(after.spec).not.toHaveProperty('paused');
  });

  it('leaves a field that another manager owns too', () => {
    apply(deployment({ paused: true }));
    apply(deployment({ paused: true }), { manager: 'other' });
    expect(apply(deployment()).spec).toHaveProperty('paused', true);
  });

  it("refuses to change another manager's field, and names both", () => {
    apply(deployment({ replicas: 2 }), { manager: 'other' });
    expect(refusal(() => apply(deployment({ replicas: 3 })))).toMatchObject({
      code: 409,
      reason: 'Conflict',
      message:
        'Apply failed with 1 conflict: conflict with "other": .spec.replicas',
      details: {
        causes: [
          {
            reason: 'FieldManagerConflict',
            message: 'conflict with "other"',
            field: '.spec.replicas',
          },
        ],
      },
    });
  });

  it("takes another manager's field over when forced, and the other loses it", () => {
    apply(deployment({ replicas: 2 }), { manager: 'other' });
    apply(deployment({ replicas: 3 }), { force: true });
    const after = apply(deployment(), { manager: 'other' });
    expect(after.spec).toHaveProperty('replicas', 3);
  });

  it('does not take away what was made by a plain create under the same name', () => {
    cluster.create(deployments, deployment({ paused: true }), { manager });
    expect(apply(deployment()).spec).toHaveProperty('paused', true);
  });

  it('merges containers by name and keeps those of others', () => {
    apply(deployment());
    const sidecar = deployment();
    (sidecar.spec as { template: { spec: unknown } }).template.spec = {
      containers: [{ name: 'proxy', image: 'proxy:1' }],
    };
    apply(sidecar, { manager: 'mesh' });
    const after = apply(deployment());
    const { containers } = (
      after.spec as { template: { spec: { containers: { name: string }[] } } }
    ).template.spec;
    expect(containers.map(({ name }) => name)).toEqual(['web', 'proxy']);
  });

  it('writes nothing when nothing changes', () => {
    const before = apply(deployment());
    expect(apply(deployment()).metadata.resourceVersion).toBe(
      before.metadata.resourceVersion,
    );
  });

  it.each`
    scenario                  | exists   | status | reason
    ${'a name that is gone'}  | ${false} | ${409} | ${'Conflict'}
    ${'a name that is taken'} | ${true}  | ${422} | ${'Invalid'}
  `(
    'refuses the uid of another object: $scenario',
    ({ exists, status, reason }) => {
      if (exists) apply(deployment());
      const stale = deployment();
      stale.metadata.uid = 'someone-elses';
      const { code, reason: given, message } = refusal(() => apply(stale));
      expect([code, given]).toEqual([status, reason]);
      expect(message).toContain('uid');
    },
  );
});

describe('the server', () => {
  it('raises the generation for the spec alone', () => {
    const { metadata } = apply(deployment());
    expect(metadata.generation).toBe(1);
    cluster.modify(
      deployments,
      { namespace: 'shop', name: 'web' },
      live => Object.assign(live, { status: { replicas: 1 } }),
      { manager, subresource: 'status' },
    );
    expect(cluster.get(deployments, 'shop', 'web')!.metadata.generation).toBe(
      1,
    );
    expect(apply(deployment({ replicas: 2 })).metadata.generation).toBe(2);
  });

  it('keeps status and the rest apart', () => {
    apply(deployment());
    const address = { namespace: 'shop', name: 'web' };
    cluster.modify(
      deployments,
      address,
      live => Object.assign(live, { status: { replicas: 7 } }),
      { manager },
    );
    expect(cluster.get(deployments, 'shop', 'web')!.status).toEqual({});
    cluster.modify(
      deployments,
      address,
      live => Object.assign(live, { status: { replicas: 7 }, spec: {} }),
      { manager, subresource: 'status' },
    );
    expect(cluster.get(deployments, 'shop', 'web')).toMatchObject({
      status: { replicas: 7 },
      spec: { replicas: 1 },
    });
  });

  it('fills in what a real server fills in', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { ports: [{ port: 80 }] },
    };
    expect(cluster.create(services, service, { manager }).spec).toMatchObject({
      type: 'ClusterIP',
      clusterIP: expect.stringMatching(/^10\.96\./),
      ports: [{ port: 80, protocol: 'TCP', targetPort: 80 }],
    });
  });

  it('refuses new content in a namespace that is going, with the cause', () => {
    apply(deployment());
    cluster.delete(namespaces, { namespace: undefined, name: 'shop' });
    const late = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'late', namespace: 'shop' },
    };
    expect(
      refusal(() => cluster.create(resources.configMaps, late, { manager })),
    ).toMatchObject({
      code: 403,
      reason: 'Forbidden',
      message:
        'configmaps "late" is forbidden: unable to create new content in namespace shop because it is being terminated',
      details: {
        causes: [
          { reason: 'NamespaceTerminating', field: 'metadata.namespace' },
        ],
      },
    });
  });

  it('refuses a finalizer on what is being deleted', () => {
    cluster.create(
      deployments,
      {
        ...deployment(),
        metadata: { ...deployment().metadata, finalizers: ['keep/it'] },
      },
      { manager },
    );
    const address = { namespace: 'shop', name: 'web' };
    cluster.delete(deployments, address);
    const add = () =>
      cluster.modify(
        deployments,
        address,
        live => live.metadata.finalizers!.push('keep/longer'),
        { manager },
      );
    expect(refusal(add).message).toContain(
      'no new finalizers can be added if the object is being deleted',
    );
  });
});
