import { Cluster, resources, StoredObject } from '../kubernetes';
import { attachmentsOf } from './attachment';
import { covers, specificity } from './hostnames';
import { HttpRoute, RouteMatch, RouteRule, ValueMatch } from './kinds';

export interface RoutedRequest {
  host: string;
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
}

export interface Selected {
  route: HttpRoute & StoredObject;
  rule: RouteRule;
}

export interface Candidate extends Selected {
  rank: number[];
  tie: string;
}

function matchesValue(
  { type = 'Exact', value }: ValueMatch,
  actual: string | undefined,
): boolean {
  if (actual === undefined) return false;
  // Envoy's and Traefik's regular expressions have to span the value.
  return type === 'Exact'
    ? actual === value
    : new RegExp(`^(?:${value})$`).test(actual);
}

function matchesPath({ path }: RouteMatch, actual: string): boolean {
  const { type = 'PathPrefix', value = '/' } = path ?? {};
  if (type === 'Exact') return actual === value;
  if (type === 'RegularExpression')
    return new RegExp(`^(?:${value})$`).test(actual);
  const prefix = value.replace(/\/$/, '');
  return actual === prefix || actual.startsWith(`${prefix}/`);
}

function matches(match: RouteMatch, request: RoutedRequest): boolean {
  const header = (name: string): string | undefined => {
    const value = request.headers[name.toLowerCase()];
    return Array.isArray(value) ? value.join(',') : value;
  };
  return (
    matchesPath(match, request.path) &&
    (!match.method || match.method === request.method) &&
    (match.headers ?? []).every(each =>
      matchesValue(each, header(each.name)),
    ) &&
    (match.queryParams ?? []).every(each =>
      matchesValue(each, request.query.get(each.name) ?? undefined),
    )
  );
}

/** The Gateway API's precedence: host, exact path, longer path, method, headers, query. */
function rankOf(
  hostname: string,
  { path, method, headers, queryParams }: RouteMatch,
): number[] {
  return [
    specificity(hostname),
    path?.type === 'Exact' ? 1 : 0,
    path?.value?.length ?? 1,
    method ? 1 : 0,
    headers?.length ?? 0,
    queryParams?.length ?? 0,
  ];
}

function compare(a: Candidate, b: Candidate): number {
  const differing = a.rank.findIndex((value, index) => value !== b.rank[index]);
  if (differing >= 0) return b.rank[differing] - a.rank[differing];
  return a.tie < b.tie ? -1 : 1;
}

/** The host names of a route that a request to the host is for. */
function hostnamesFor({ spec }: HttpRoute, host: string): string[] {
  const hostnames = spec.hostnames?.length ? spec.hostnames : ['*'];
  return hostnames.filter(name => name === '*' || covers(name, host));
}

/** Every match of the route that fits the request. */
export function candidatesOf(
  route: HttpRoute & StoredObject,
  hostname: string,
  request: RoutedRequest,
): Candidate[] {
  return (route.spec.rules ?? []).flatMap((rule, index) =>
    (rule.matches ?? [{}])
      .filter(match => matches(match, request))
      .map((match): Candidate => {
        const { creationTimestamp, namespace, name } = route.metadata;
        const order = String(index).padStart(3, '0');
        return {
          route,
          rule,
          rank: rankOf(hostname, match),
          tie: `${creationTimestamp} ${namespace}/${name} ${order}`,
        };
      }),
  );
}

/** The one that goes before all others. */
export function best(candidates: Candidate[]): Selected | undefined {
  return [...candidates].sort(compare)[0];
}

/** The rule that answers a request at one listener's port, or undefined: 404. */
export function select(
  cluster: Cluster,
  port: number,
  request: RoutedRequest,
): Selected | undefined {
  const candidates = cluster
    .list<HttpRoute>(resources.httpRoutes, {
      where: route => hostnamesFor(route, request.host).length > 0,
    })
    .flatMap(route => {
      const listeners = attachmentsOf(cluster, route).flatMap(
        attachment => attachment.listeners,
      );
      const reachable = listeners.some(
        listener =>
          listener.port === port && covers(listener.hostname, request.host),
      );
      if (!reachable) return [];
      const [hostname] = hostnamesFor(route, request.host).sort(
        (a, b) => specificity(b) - specificity(a),
      );
      return candidatesOf(route, hostname, request);
    });
  return best(candidates);
}
