import { LoggerService } from '@backstage/backend-plugin-api';
import { Gateway, withOutcomes } from '../kubernetes';
import { ClusterParts } from './ClusterParts';

/**
 * Says at start which Gateway is missing. A cluster that can't be reached yet does not keep the backend from starting: its previews say so
 * themselves.
 */
export async function checkClusters(
  parts: ClusterParts,
  logger: LoggerService,
): Promise<void> {
  for (const cluster of parts.names) {
    const { namespace, name } = parts.routed(cluster).gateway;
    const what = `Cluster ${cluster}: Gateway ${namespace}/${name}`;
    try {
      const live = await withOutcomes(() =>
        parts.client(cluster).get({ resource: Gateway, namespace, name }),
      );
      if (!live)
        logger.warn(
          `${what} does not exist; previews will not become ready until it does`,
        );
    } catch (error) {
      logger.warn(
        `${what} could not be read: ${
          error instanceof Error ? error.message : String(error)
        }`,
      );
    }
  }
}
