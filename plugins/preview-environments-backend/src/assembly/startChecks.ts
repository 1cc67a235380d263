import { LoggerService } from '@backstage/backend-plugin-api';
import { RefusedError } from '@previewenv/plugin-preview-environments-node';
import { describeRef, withOutcomes } from '../kubernetes';
import { ClusterParts } from './ClusterParts';

/**
 * Says at start what previews will miss: the Gateway, its listener, the AppProject. A cluster that can't be reached yet does not keep
 * the backend from starting: its previews say so themselves.
 */
export async function checkClusters(
  parts: ClusterParts,
  logger: LoggerService,
): Promise<void> {
  for (const cluster of parts.names) {
    for (const check of [
      () => parts.gateway(cluster).learn(),
      () => requireAppProject(parts, cluster),
    ]) {
      try {
        await check();
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        logger.warn(
          `Previews on cluster ${cluster} will not work yet: ${message}`,
        );
      }
    }
  }
}

async function requireAppProject(
  parts: ClusterParts,
  cluster: string,
): Promise<void> {
  const ref = parts.appProject(cluster);
  const client = parts.argoCdClient(cluster);
  if (await withOutcomes(() => client.get(ref))) return;
  throw new RefusedError(
    `${describeRef(
      ref,
    )} does not exist; apply the shipped appproject.yaml, or correct argocd.project and argocd.projectNamespace of the cluster's configuration.`,
  );
}
