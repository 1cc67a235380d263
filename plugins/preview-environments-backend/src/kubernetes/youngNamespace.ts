import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import { isKubernetesError, isMissingPermission } from './errors';
import { Namespace } from './resources';
import { ClusterClient, KubernetesObject, ObjectRef } from './types';

/** The authorizer learns of a new RoleBinding within a second; the rest is for clocks that differ. */
const settlingMilliseconds = 30_000;

/**
 * Our rights in a preview's namespace come from a RoleBinding that we make there. The authorizer sees it a moment later, and it goes with the
 * namespace, maybe before a route of another preview that is in there. A missing permission in a namespace that is so young, or is being
 * deleted, is therefore no reason to give up.
 */
export async function explainYoungNamespace(
  error: unknown,
  context: { ref: ObjectRef; client: ClusterClient; now: number },
): Promise<unknown> {
  const { namespace } = context.ref;
  if (!isMissingPermission(error) || namespace === undefined) return error;
  const { creationTimestamp, deletionTimestamp } =
    (await readNamespace(namespace, context.client))?.metadata ?? {};
  const wait = (message: string) =>
    new WaitingError(message, { afterMilliseconds: 1000, cause: error });
  if (deletionTimestamp)
    return wait(`Namespace ${namespace} is still being deleted.`);
  if (
    creationTimestamp === undefined ||
    context.now - Date.parse(creationTimestamp) > settlingMilliseconds
  )
    return error;
  return wait(
    `The rights in namespace ${namespace} are not yet in force: ${error.detail}`,
  );
}

async function readNamespace(
  name: string,
  client: ClusterClient,
): Promise<KubernetesObject | undefined> {
  try {
    return await client.get({ resource: Namespace, name });
  } catch (error) {
    // The first failure is the one to tell.
    if (isKubernetesError(error)) return undefined;
    throw error;
  }
}
