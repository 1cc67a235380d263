import { KubernetesObject } from '../../../kubernetes';
import { isOn, RouteMatch, serviceRouteOf } from '../serviceRoutes';

export interface MeshRequest {
  path: string;
  method?: string;
  headers?: Record<string, string>;
}

interface Rule {
  matches?: RouteMatch[];
  backendRefs: { namespace?: string; name: string; port: number }[];
}

interface PathMatch {
  type?: string;
  value?: string;
}

/**
 * Which backend a mesh sends a request to that is meant for a Service, by the Gateway API's rules of precedence alone: `namespace/name:port`, or
 * undefined when it is refused. Without any route the Service itself answers.
 */
export function answering(
  routes: KubernetesObject[],
  target: { namespace: string; service: string; port: number },
  request: MeshRequest,
): string | undefined {
  const bound = routes.filter(route => isOn(serviceRouteOf(route), target));
  if (bound.length === 0)
    return `${target.namespace}/${target.service}:${target.port}`;
  const candidates = bound.flatMap(route => {
    const { namespace = '', name, creationTimestamp = '' } = route.metadata;
    const { rules } = route.spec as { rules: Rule[] };
    return rules.flatMap(({ matches = [{}], backendRefs: [backend] }, index) =>
      matches
        .filter(match => fits(match, request))
        .map(match => ({
          rank: rankOf(match),
          tie: `${creationTimestamp} ${namespace}/${name} ${index}`,
          backend: `${backend.namespace ?? namespace}/${backend.name}:${
            backend.port
          }`,
        })),
    );
  });
  const [first] = candidates.sort(
    (one, other) =>
      one.rank.reduce(
        (difference, rank, place) => difference || other.rank[place] - rank,
        0,
      ) || (one.tie < other.tie ? -1 : 1),
  );
  return first?.backend;
}

function fits(
  { path, method, headers = [] }: RouteMatch,
  request: MeshRequest,
): boolean {
  const { type = 'PathPrefix', value = '/' } = (path ?? {}) as PathMatch;
  const [asked] = request.path.split('?');
  const prefix = value.replace(/\/$/, '');
  const inPath =
    type === 'Exact'
      ? asked === value
      : asked === prefix || asked.startsWith(`${prefix}/`);
  return (
    inPath &&
    (method === undefined || method === (request.method ?? 'GET')) &&
    headers.every(header => {
      const sent = request.headers?.[header.name.toLowerCase()];
      if (sent === undefined) return false;
      return header.type === 'RegularExpression'
        ? new RegExp(`^(?:${header.value})$`).test(sent)
        : sent === header.value;
    })
  );
}

/** Exact paths before prefixes, longer before shorter, then those with a method, then by the number of headers. */
function rankOf({ path, method, headers = [] }: RouteMatch): number[] {
  const { type = 'PathPrefix', value = '/' } = (path ?? {}) as PathMatch;
  return [
    type === 'Exact' ? 1 : 0,
    value.length,
    method === undefined ? 0 : 1,
    headers.length,
  ];
}
