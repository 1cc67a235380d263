import {
  fillPlaceholders,
  parseDuration,
  PlaceholderValues,
  PreviewDefinition,
} from '@previewenv/plugin-preview-environments-common';
import { DesiredEdgeRoute } from '@previewenv/plugin-preview-environments-node';
import { ClusterPolicy } from './policy';

/** How a component shows that it answers (rule 7.7). */
export interface Probe {
  path: string;
  /** Which answers count, for instance `200-399`. */
  status: string;
  timeoutMilliseconds: number;
}

/** `url` is the first of `urls`, one for each host. */
export type DesiredRoute = DesiredEdgeRoute & {
  url: string;
  urls: string[];
  probe: Probe;
};

/** Whose route it is, and where it is made. */
interface Place {
  previewId: string;
  component: string;
  cluster: string;
  /** The preview's own namespace. */
  namespace: string;
  headSha: string;
  /** When the life of the preview began; undefined before it is remembered. */
  life: Date | undefined;
}

/**
 * The edge route of a component: to its own Service, or, for one that is not reachable from outside, to the entry point of the
 * baseline, which the preview's key then leads on from.
 */
export function wayIn(
  { spec: { routing } }: PreviewDefinition,
  place: Place,
  values: PlaceholderValues,
  cluster: ClusterPolicy,
): DesiredRoute | undefined {
  if (!routing) return undefined;
  const { previewId, component, headSha, life } = place;
  const { entry, service, probe, cors, stableHosts } = routing;
  const [host, ...otherHosts] = [routing.host, ...routing.otherHosts].map(
    text => fillPlaceholders(text, values),
  );
  return {
    previewId,
    component,
    cluster: place.cluster,
    // Beside other people's routes its name has to tell whose it is.
    name: entry ? `${previewId}-${component}` : component,
    namespace: entry?.namespace ?? place.namespace,
    host,
    otherHosts,
    protocol: (entry ?? service).protocol,
    headSha,
    backend: entry
      ? { service: entry.service, port: entry.port }
      : { service: service.name, port: service.port },
    cors: cors && { ...cors },
    stable:
      life && stableHosts.length > 0
        ? { hosts: stableHosts, life: life.toISOString(), overrides: [] }
        : undefined,
    url: `${originOf(cluster, host)}/`,
    urls: [host, ...otherHosts].map(one => `${originOf(cluster, one)}/`),
    probe: {
      path: probe.path,
      status: probe.status,
      timeoutMilliseconds: parseDuration(probe.timeout),
    },
  };
}

/** What browsers call the pages of a host by: scheme, host and, where it is not the scheme's own, port. */
export function originOf(
  { publicScheme, publicPort }: ClusterPolicy,
  host: string,
): string {
  const standard = publicScheme === 'https' ? 443 : 80;
  return `${publicScheme}://${host}${
    publicPort === standard ? '' : `:${publicPort}`
  }`;
}

/** All hosts of a route, the one that is shown first. */
export function hostsOf({
  host,
  otherHosts,
}: Pick<DesiredEdgeRoute, 'host' | 'otherHosts'>): string[] {
  return [host, ...otherHosts];
}
