import {
  componentLabel,
  KubernetesObject,
  ownerOf,
  purposeLabel,
} from '../kubernetes';
import { gatewaysOf } from './edge/kinds';
import { ServiceRoute, serviceRouteOf } from './mesh/serviceRoutes';

/** What is kept of every route of a cluster, ours or not: enough to see who holds a host (rule 7.11). */
export interface RouteView extends ServiceRoute {
  /** `HTTPRoute shop/web`. */
  key: string;
  kind: string;
  namespace: string;
  name: string;
  hostnames: string[];
  /** `infra/edge`. */
  gateways: string[];
  previewId: string | undefined;
  component: string | undefined;
  /** Set on a preview's further routes. */
  purpose: string | undefined;
  instance: string | undefined;
}

export function routeViewOf(object: KubernetesObject): RouteView {
  const { kind, metadata } = object;
  const { name, namespace = '', labels } = metadata;
  const { hostnames = [] } = (object.spec ?? {}) as { hostnames?: string[] };
  return {
    key: `${kind} ${namespace}/${name}`,
    kind,
    namespace,
    name,
    hostnames,
    gateways: gatewaysOf(object).map(
      gateway => `${gateway.namespace}/${gateway.name}`,
    ),
    previewId: ownerOf(object)?.id,
    component: labels?.[componentLabel],
    purpose: labels?.[purposeLabel],
    instance: ownerOf(object)?.instance,
    ...serviceRouteOf(object),
  };
}

/** The route, other than the preview's own, that has one of the hosts on the same gateway already. */
export function holderOf(
  routes: RouteView[],
  wanted: {
    hosts: string[];
    gateway: string;
    previewId: string;
    instance: string;
  },
): { host: string; holder: RouteView } | undefined {
  for (const holder of routes) {
    const own =
      holder.previewId === wanted.previewId &&
      holder.instance === wanted.instance;
    if (own || !holder.gateways.includes(wanted.gateway)) continue;
    const host = wanted.hosts.find(one => holder.hostnames.includes(one));
    if (host) return { host, holder };
  }
  return undefined;
}
