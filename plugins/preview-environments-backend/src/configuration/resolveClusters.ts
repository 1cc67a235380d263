import { z } from 'zod';
import { clusterSchema } from './clusterSchema';
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
      const { gateway, gatewayNamespaces } = cluster;
      return [
        name,
        {
          ...cluster,
          argocd: resolveArgoCd(name, cluster, names, report),
          gateway: {
            ...gateway,
            listener: gateway.listener,
            addresses: gateway.addresses,
            publicScheme: gateway.publicScheme,
            publicPort: gateway.publicPort,
          },
          gatewayNamespaces: gatewayNamespaces ?? [gateway.namespace],
        },
      ];
    }),
  );
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
