import { KubernetesObject } from '../../kubernetes';

/** A Service that a route is on. */
export interface ServiceParent {
  namespace: string;
  name: string;
  /** Undefined: all of its ports. */
  port: number | undefined;
}

/** One match of a route's rule, as it is written: of an HTTPRoute or of a GRPCRoute. */
export interface RouteMatch {
  headers?: { name: string; type?: string; value: string }[];
  [condition: string]: unknown;
}

/** What is kept of a route on Services: enough to win over it (rule 7.11). */
export interface ServiceRoute {
  services: ServiceParent[];
  /** Of all its rules; empty for routes that are on no Service. */
  matches: RouteMatch[];
}

interface RouteSpec {
  parentRefs?: {
    group?: string;
    kind?: string;
    namespace?: string;
    name: string;
    port?: number;
  }[];
  rules?: { matches?: RouteMatch[] }[];
}

/**
 * What a route says of Services. Only those of its own namespace count: a route elsewhere is its own namespace's business and
 * changes nothing for other callers (GEP-1294, consumer routes).
 */
export function serviceRouteOf(object: KubernetesObject): ServiceRoute {
  const { namespace: home = '' } = object.metadata;
  const { parentRefs = [], rules = [] } = (object.spec ?? {}) as RouteSpec;
  const services = parentRefs
    .filter(
      ({ group, kind, namespace = home }) =>
        kind === 'Service' && group === '' && namespace === home,
    )
    .map(({ name, port }) => ({ namespace: home, name, port }));
  return {
    services,
    matches:
      services.length === 0
        ? []
        : rules.flatMap(({ matches = [] }) =>
            // What is left out takes every request.
            matches.length > 0 ? matches : [{}],
          ),
  };
}

export function isMeshRoute(object: KubernetesObject): boolean {
  return serviceRouteOf(object).services.length > 0;
}

/** Whether the route has a say about requests to that port of the Service. */
export function isOn(
  { services }: Pick<ServiceRoute, 'services'>,
  target: { namespace: string; service: string; port: number },
): boolean {
  return services.some(
    ({ namespace, name, port }) =>
      namespace === target.namespace &&
      name === target.service &&
      (port === undefined || port === target.port),
  );
}

/** Whether no request gets past the match. */
export function takesEverything({
  path,
  headers,
  ...rest
}: RouteMatch): boolean {
  const { type = 'PathPrefix', value = '/' } = (path ?? {}) as {
    type?: string;
    value?: string;
  };
  return (
    type === 'PathPrefix' &&
    value === '/' &&
    (headers ?? []).length === 0 &&
    Object.values(rest).every(
      condition =>
        condition === undefined ||
        (Array.isArray(condition) && condition.length === 0),
    )
  );
}
