import {
  DesiredMeshRoute,
  MeshTarget,
} from '@previewenv/plugin-preview-environments-node';
import {
  HTTPRoute,
  KubernetesObject,
  Namespace,
  OwnObjects,
  routableLabel,
} from '../../../kubernetes';
import {
  failure,
  MemoryCluster,
} from '../../../kubernetes/__testUtils__/memoryCluster';
import { RouteView, routeViewOf } from '../../hosts';
import { GatewayApiMeshRouter } from '../GatewayApiMeshRouter';
import { MeshSettings, meshSettings } from '../implementations';
import { RouteMatch } from '../serviceRoutes';
import { meshKinds, parentRefOf } from '../targets';

export const instance = 'test';

export const cart: MeshTarget = {
  cluster: 'dev',
  namespace: 'shop',
  service: 'cart',
  port: 80,
  protocol: 'http',
};

export const istio = meshSettings({ implementation: 'istio' }, instance);

/** The override of `cart` by a preview. */
export function override(
  previewId = 'cart-pr-1',
  change: Partial<DesiredMeshRoute> = {},
): DesiredMeshRoute {
  return {
    previewId,
    component: 'cart',
    target: cart,
    keys: [previewId],
    backend: { namespace: `pv-${previewId}`, service: 'cart', port: 80 },
    ...change,
  };
}

/** A route that the owners of the baseline have made for themselves. */
export function ownersRoute(
  matches: RouteMatch[],
  change: { name?: string; kind?: string; backend?: string } = {},
): KubernetesObject {
  const { name = 'theirs', kind = HTTPRoute.kind, backend = 'other' } = change;
  return {
    apiVersion: HTTPRoute.apiVersion,
    kind,
    metadata: { name, namespace: 'shop', creationTimestamp: '2026-01-01' },
    spec: {
      parentRefs: [parentRefOf(cart)],
      rules: [{ matches, backendRefs: [{ name: backend, port: 80 }] }],
    },
  };
}

/** A cluster in memory with an open baseline namespace and a router that knows what `settle` has shown it. */
export function meshGround(mesh: MeshSettings | undefined = istio) {
  const cluster = new MemoryCluster();
  const objects = new OwnObjects({ client: cluster, instance });
  let items: RouteView[] = [];
  const openNamespace = (value: string) =>
    cluster.put(Namespace, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop', labels: { [routableLabel]: value } },
    });
  openNamespace('true');
  const routes = { all: () => ({ state: 'known' as const, items }) };
  const router = new GatewayApiMeshRouter({
    clusters: () => ({ client: cluster, objects, mesh, routes }),
  });
  const unreachable = () => {
    throw failure('get', { resource: HTTPRoute, name: '' }, undefined, {
      message: 'connect ECONNREFUSED',
    });
  };
  return {
    cluster,
    objects,
    routes,
    router,
    openNamespace,
    settle: async () => {
      items = await takeUp(cluster);
    },
    cutOff: () => {
      cluster.before = { get: unreachable, list: unreachable };
    },
    reconnect: () => {
      cluster.before = {};
    },
  };
}

/** All routes of the cluster. */
export async function routesOf(
  cluster: MemoryCluster,
): Promise<KubernetesObject[]> {
  const lists = await Promise.all(
    meshKinds.map(resource => cluster.list({ resource })),
  );
  return lists.flat();
}

/** What a mesh does of its own accord: takes up the routes. */
async function takeUp(cluster: MemoryCluster): Promise<RouteView[]> {
  const live = await routesOf(cluster);
  for (const route of live) {
    const { parentRefs } = route.spec as { parentRefs: object[] };
    const resource = meshKinds.find(({ kind }) => kind === route.kind)!;
    const conditions = ['Accepted', 'ResolvedRefs'].map(type => ({
      type,
      status: 'True',
      reason: type,
      message: '',
      observedGeneration: route.metadata.generation,
    }));
    cluster.put(resource, {
      ...route,
      status: {
        parents: parentRefs.map(parentRef => ({ parentRef, conditions })),
      },
    });
  }
  return live.map(routeViewOf);
}
