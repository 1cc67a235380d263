import { FIELD_MANAGER } from '@previewenv/plugin-preview-environments-common';
import { KubernetesObject } from './types';

/** For single fields that we set in passing and that the next apply must leave alone (Argo CD's `operation`). */
export const patchFieldManager = 'preview-environments-patch';

/**
 * The patch that hands the fields we set when creating an object over to our applies; undefined when there are none.
 *
 * The API server tells managers apart by name and by kind of request. What we created by POST would stay set by
 * that POST for ever: a field that is no longer desired would never go away. Kubernetes' own client does the same
 * when it moves objects to server-side apply (client-go, `csaupgrade`).
 */
export function adoptCreatedFields(
  live: KubernetesObject,
): { metadata: object } | undefined {
  const { managedFields = [], resourceVersion, uid } = live.metadata;
  const ours = managedFields.filter(
    entry => entry.manager === FIELD_MANAGER && !entry.subresource,
  );
  const created = ours.find(entry => entry.operation === 'Update');
  if (!created || ours.length > 1) return undefined;
  return {
    metadata: {
      uid,
      resourceVersion,
      managedFields: managedFields.map(entry =>
        entry === created ? { ...entry, operation: 'Apply' } : entry,
      ),
    },
  };
}
