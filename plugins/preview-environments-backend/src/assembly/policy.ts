import { durationToMilliseconds } from '@backstage/types';
import { PreviewEnvironmentsConfiguration } from '../configuration';
import { ClusterPolicy, PreviewPolicy } from '../preview';

type PublicAddress = Pick<ClusterPolicy, 'publicScheme' | 'publicPort'>;

/** What of the configuration previews are judged by, with the address that a cluster's Gateway has by now. */
export function policyOf(
  configuration: PreviewEnvironmentsConfiguration,
  publicAddress: (cluster: string) => PublicAddress,
): PreviewPolicy {
  const {
    instance,
    mode,
    namespacePrefix,
    trust,
    groups,
    clusters,
    closing,
    expiry,
    images,
  } = configuration;
  return {
    instance,
    namespacePrefix,
    draining: mode === 'drain',
    trust,
    signedImages: images.signatures !== undefined,
    groups,
    expiry: {
      idle: expiry.idle && durationToMilliseconds(expiry.idle),
      max: expiry.max && durationToMilliseconds(expiry.max),
      failed: expiry.failed && durationToMilliseconds(expiry.failed),
    },
    closing: {
      routes: durationToMilliseconds(closing.routes),
      applications: durationToMilliseconds(closing.applications),
      namespace: durationToMilliseconds(closing.namespace),
    },
    clusters: Object.fromEntries(
      Object.entries(clusters).map(
        ([name, { hostSuffixes, stableHosts, platforms }]) => [
          name,
          {
            hostSuffixes,
            platforms,
            stableHosts: stableHosts.map(({ host }) => host),
            ...publicAddress(name),
          },
        ],
      ),
    ),
  };
}
