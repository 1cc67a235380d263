import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import { isKubernetesError, isMissingPermission } from './errors';
import { Namespace } from './resources';
import { ClusterClient, ObjectRef } from './types';

/** The authorizer learns of a new RoleBinding within a second; the rest is for clocks that differ. */
const settlingMilliseconds = 30_000;

/**
 * Our rights in a preview's namespace come from a RoleBinding that we make there, which the authorizer sees a moment
 * later. A missing permission in a namespace that is that young is therefore no reason to give up.
 */
export async function explainYoungNamespace(
  error: unknown,
  context: { ref: ObjectRef; client: ClusterClient; now: number },
): Promise<unknown> {
  const { namespace } = context.ref;
  if (!isMissingPermission(error) || namespace === undefined) return error;
  const created = await creationOf(namespace, context.client);
  if (created === undefined || context.now - created > settlingMilliseconds) {
    return error;
  }
  return new WaitingError(
    `The rights in namespace ${namespace} are not yet in force: ${error.detail}`,
    { afterMilliseconds: 1000, cause: error },
  );
}

async function creationOf(
  name: string,
  client: ClusterClient,
): Promise<number | undefined> {
  try {
    const live = await client.get({ resource: Namespace, name });
    const created = live?.metadata.creationTimestamp;
    return created === undefined ? undefined : Date.parse(created);
  } catch (error) {
    // The first failure is the one to tell.
    if (isKubernetesError(error)) return undefined;
    throw error;
  }
}
