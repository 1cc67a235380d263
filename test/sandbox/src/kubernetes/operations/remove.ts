import { conflict, forbidden, notFound } from '../apiError';
import { resources } from '../resources';
import { Storage } from '../storage';
import { ResourceKind, StoredObject } from '../types';
import { DeleteOptions, ObjectAddress } from './options';
import { mayGo } from './update';

const indestructible = new Set(['default', 'kube-system', 'kube-public']);

function checkPreconditions(
  resource: ResourceKind,
  live: StoredObject,
  options: DeleteOptions,
): void {
  const { name, uid, resourceVersion } = live.metadata;
  if (options.uid && options.uid !== uid) {
    throw conflict(
      resource,
      name,
      `the UID in the precondition (${options.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  }
  if (options.resourceVersion && options.resourceVersion !== resourceVersion) {
    throw conflict(
      resource,
      name,
      `the ResourceVersion in the precondition (${options.resourceVersion}) does not match the ResourceVersion in record (${resourceVersion}). The object might have been modified`,
    );
  }
}

function finalizersFor(
  live: StoredObject,
  { propagationPolicy }: DeleteOptions,
): string[] {
  const finalizers = (live.metadata.finalizers ?? []).filter(
    name => name !== 'foregroundDeletion' && name !== 'orphan',
  );
  if (propagationPolicy === 'Foreground')
    return [...finalizers, 'foregroundDeletion'];
  if (propagationPolicy === 'Orphan') return [...finalizers, 'orphan'];
  return propagationPolicy ? finalizers : live.metadata.finalizers ?? [];
}

/** Seconds that a pod has to stop; 0 for everything else. */
function graceOf(
  live: StoredObject,
  { gracePeriodSeconds }: DeleteOptions,
): number {
  if (live.kind !== 'Pod') return 0;
  const spec = live.spec as {
    nodeName?: string;
    terminationGracePeriodSeconds?: number;
  };
  if (!spec.nodeName) return 0;
  return gracePeriodSeconds ?? spec.terminationGracePeriodSeconds ?? 30;
}

/** DELETE. `gone` is false while finalizers, a namespace's content or a stopping pod still hold the object. */
export function remove(
  storage: Storage,
  resource: ResourceKind,
  address: ObjectAddress,
  options: DeleteOptions = {},
): { object: StoredObject; gone: boolean } {
  const live = storage.get(resource, address.namespace, address.name);
  if (!live) throw notFound(resource, address.name);
  checkPreconditions(resource, live, options);
  if (resource === resources.namespaces && indestructible.has(address.name)) {
    throw forbidden(
      resource,
      address.name,
      'this namespace may not be deleted',
    );
  }
  const grace = graceOf(live, options);
  const finalizers = finalizersFor(live, options);
  const { generation, deletionTimestamp } = live.metadata;
  const next: StoredObject = {
    ...live,
    ...(resource === resources.namespaces
      ? { status: { ...(live.status as object), phase: 'Terminating' } }
      : {}),
    metadata: {
      ...live.metadata,
      deletionTimestamp: deletionTimestamp ?? storage.timestamp(),
      deletionGracePeriodSeconds: Math.min(
        grace,
        live.metadata.deletionGracePeriodSeconds ?? grace,
      ),
      ...(generation && !deletionTimestamp
        ? { generation: generation + 1 }
        : {}),
    },
  };
  delete next.metadata.finalizers;
  if (finalizers.length) next.metadata.finalizers = finalizers;
  if (mayGo(next)) {
    return {
      object: options.dryRun ? live : storage.remove(resource, live),
      gone: true,
    };
  }
  const unchanged =
    deletionTimestamp &&
    String(live.metadata.finalizers ?? []) === String(finalizers) &&
    live.metadata.deletionGracePeriodSeconds ===
      next.metadata.deletionGracePeriodSeconds;
  if (options.dryRun || unchanged)
    return { object: unchanged ? live : next, gone: false };
  return { object: storage.put(resource, next), gone: false };
}
