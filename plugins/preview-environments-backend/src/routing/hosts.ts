import { ownerOf, KubernetesObject } from '../kubernetes';

/** What is kept of every route of a cluster, ours or not: enough to see who holds a host (rule 7.11). */
export interface RouteView {
  key: string;
  namespace: string;
  name: string;
  hostnames: string[];
  gateways: string[];
  previewId: string | undefined;
  instance: string | undefined;
}

export function routeViewOf(object: KubernetesObject): RouteView {
  const { name, namespace = '' } = object.metadata;
  const { hostnames = [], parentRefs = [] } = (object.spec ?? {}) as {
    hostnames?: string[];
    parentRefs?: { kind?: string; namespace?: string; name: string }[];
  };
  return {
    key: `${namespace}/${name}`,
    namespace,
    name,
    hostnames,
    gateways: parentRefs
      .filter(({ kind = 'Gateway' }) => kind === 'Gateway')
      .map(parent => `${parent.namespace ?? namespace}/${parent.name}`),
    previewId: ownerOf(object)?.id,
    instance: ownerOf(object)?.instance,
  };
}

/** The route, other than the preview's own, that has the host on the same gateway already. */
export function holderOf(
  routes: RouteView[],
  wanted: {
    host: string;
    gateway: string;
    previewId: string;
    instance: string;
  },
): RouteView | undefined {
  return routes.find(
    route =>
      route.hostnames.includes(wanted.host) &&
      route.gateways.includes(wanted.gateway) &&
      !(
        route.previewId === wanted.previewId &&
        route.instance === wanted.instance
      ),
  );
}
