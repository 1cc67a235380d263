import { copy } from '../../copy';
import { badRequest, conflict, invalid, notFound } from '../apiError';
import { applyFields } from '../fields';
import { Storage } from '../storage';
import { KubernetesObject, ResourceKind, StoredObject } from '../types';
import { requiredValue } from '../validation';
import { prepare } from './create';
import { ObjectAddress, WriteOptions } from './options';
import { checkVersion, commit } from './update';

/** RFC 7386: null takes a field away, maps are merged, all else is replaced. */
export function mergePatched(target: unknown, change: unknown): unknown {
  if (typeof change !== 'object' || change === null || Array.isArray(change))
    return change;
  const base =
    typeof target === 'object' && target !== null && !Array.isArray(target)
      ? target
      : {};
  const result: Record<string, unknown> = {
    ...(base as Record<string, unknown>),
  };
  for (const [field, value] of Object.entries(change)) {
    if (value === null) delete result[field];
    else result[field] = mergePatched(result[field], value);
  }
  return result;
}

/** A patch that computes the new object from the old one. */
export function patch(
  storage: Storage,
  resource: ResourceKind,
  address: ObjectAddress,
  change: (live: StoredObject) => KubernetesObject,
  options: WriteOptions,
): StoredObject {
  const live = storage.get(resource, address.namespace, address.name);
  if (!live) throw notFound(resource, address.name);
  const proposed = change(copy(live));
  checkVersion(resource, live, proposed);
  return commit(storage, resource, live, proposed, options);
}

/** Server-side apply. `created` tells the two successful answers apart. */
export function apply(
  storage: Storage,
  resource: ResourceKind,
  address: ObjectAddress,
  object: KubernetesObject,
  options: WriteOptions & { force: boolean },
): { object: StoredObject; created: boolean } {
  if (!options.manager) {
    throw invalid({ apiVersion: 'meta.k8s.io/v1', kind: 'PatchOptions' }, '', [
      requiredValue('fieldManager', 'is required for apply patch'),
    ]);
  }
  if (object.metadata?.managedFields?.length)
    throw badRequest('metadata.managedFields must be nil');
  const writer = { ...options, time: storage.timestamp() };
  const live = storage.get(resource, address.namespace, address.name);
  const given: KubernetesObject = {
    ...object,
    metadata: {
      ...object.metadata,
      name: address.name,
      ...(address.namespace ? { namespace: address.namespace } : {}),
    },
  };
  if (live) {
    checkVersion(resource, live, given);
    const applied =
      options.subresource === 'status' ? { ...given, spec: undefined } : given;
    const merged = applyFields(resource, live, applied, writer);
    // The uid is compared by the commit, which refuses another object of the same name.
    merged.metadata.uid = given.metadata.uid ?? live.metadata.uid;
    return {
      object: commit(storage, resource, live, merged, {
        ...options,
        tracked: true,
      }),
      created: false,
    };
  }
  if (options.subresource) throw notFound(resource, address.name);
  if (given.metadata.uid) {
    throw conflict(
      resource,
      address.name,
      `uid mismatch: the provided object specified uid ${given.metadata.uid}, and no existing object was found`,
    );
  }
  const { resourceVersion, ...metadata } = given.metadata;
  const prepared = prepare(storage, resource, { ...given, metadata }, options);
  const { managedFields } = applyFields(
    resource,
    emptyLike(prepared),
    { ...given, metadata },
    writer,
  ).metadata;
  const created = {
    ...prepared,
    metadata: { ...prepared.metadata, managedFields },
  };
  return {
    object: options.dryRun ? created : storage.put(resource, created),
    created: true,
  };
}

function emptyLike({
  apiVersion,
  kind,
  metadata,
}: StoredObject): KubernetesObject {
  return { apiVersion, kind, metadata: { name: metadata.name } };
}
