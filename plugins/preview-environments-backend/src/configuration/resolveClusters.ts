import { z } from 'zod';
import { clusterSchema } from './clusterSchema';
import {
  edgeImplementations,
  GatewayImplementation,
  gatewayImplementations,
} from '../routing';
import { resolveProtection } from './resolveProtection';
import { ArgoCdConfiguration, ClusterConfiguration } from './types';

type ParsedCluster = z.output<typeof clusterSchema>;
type Problem = (path: string[], message: string) => void;

const clusterOfArgoCd = 'https://kubernetes.default.svc';

/** Fills in what one key says about another, and finds what does not fit together. */
export function resolveClusters(
  clusters: Record<string, ParsedCluster>,
  problem: Problem,
): Record<string, ClusterConfiguration> {
  const names = Object.keys(clusters);
  return Object.fromEntries(
    Object.entries(clusters).map(([name, cluster]) => {
      const report: Problem = (path, message) =>
        problem([name, ...path], message);
      const { gateway, hostSuffixes } = cluster;
      const implementation = resolveImplementation(cluster, report);
      return [
        name,
        {
          ...cluster,
          argocd: resolveArgoCd(name, cluster, names, report),
          gateway: {
            ...gateway,
            listener: gateway.listener,
            implementation,
            addresses: gateway.addresses,
            publicScheme: gateway.publicScheme,
            publicPort: gateway.publicPort,
          },
          mesh: cluster.mesh,
          platforms: cluster.platforms,
          protection: resolveProtection(
            cluster.protection,
            hostSuffixes,
            report,
          ),
          keyStripping: cluster.keyStripping,
          gatewayNamespaces:
            cluster.gatewayNamespaces ??
            proxyNamespaces(gateway.namespace, implementation),
        },
      ];
    }),
  );
}

/** The Gateway's own, and where the implementation runs its proxies if that is elsewhere. */
function proxyNamespaces(
  own: string,
  implementation: GatewayImplementation | undefined,
): string[] {
  const proxies = implementation && edgeImplementations[implementation].proxies;
  return [...new Set([own, proxies ?? own])];
}

/** A login that is made for one implementation says which one it is. */
function resolveImplementation(
  { gateway: { implementation }, protection }: ParsedCluster,
  problem: Problem,
): GatewayImplementation | undefined {
  const implied = gatewayImplementations.find(one => one === protection?.type);
  if (implied && implementation && implied !== implementation)
    problem(
      ['protection', 'type'],
      `is for ${implied}, but gateway.implementation is ${implementation}`,
    );
  return implementation ?? implied;
}

function resolveArgoCd(
  name: string,
  { argocd }: ParsedCluster,
  names: string[],
  problem: Problem,
): ArgoCdConfiguration {
  const { cluster = name, destination } = argocd;
  if (!names.includes(cluster)) {
    problem(
      ['argocd', 'cluster'],
      `has to be one of previewEnvironments.clusters: ${names.join(', ')}`,
    );
  }
  if (cluster !== name && !destination) {
    problem(
      ['argocd', 'destination'],
      `is missing; Argo CD runs in ${cluster}, so it has to be said what it calls this cluster: { name: … } or { server: … }`,
    );
  }
  return {
    ...argocd,
    cluster,
    destination: destination ?? { server: clusterOfArgoCd },
  };
}
