import { copy } from '../../copy';
import { isDeepStrictEqual } from 'node:util';
import { ApiError } from '../apiError';
import { KubernetesObject, ResourceKind } from '../types';
import {
  describeOwner,
  Owner,
  readOwners,
  sameOwner,
  writeOwners,
} from './managedFields';
import { merge } from './merge';
import {
  decodePath,
  describePath,
  ownedPaths,
  removeAt,
  valueAt,
} from './paths';

/** Who writes, and how. */
export interface Writer {
  manager: string;
  subresource?: string;
  time: string;
}

function conflictError(conflicts: { owner: Owner; path: string }[]): ApiError {
  const described = conflicts.map(({ owner, path }) => ({
    owner: describeOwner(owner),
    field: describePath(decodePath(path)),
  }));
  const owners = [...new Set(described.map(({ owner }) => owner))].sort();
  const message =
    described.length === 1
      ? `Apply failed with 1 conflict: conflict with ${described[0].owner}: ${described[0].field}`
      : `Apply failed with ${described.length} conflicts: ${owners
          .flatMap(owner => [
            `conflicts with ${owner}:`,
            ...described
              .filter(each => each.owner === owner)
              .map(({ field }) => `- ${field}`),
          ])
          .join('\n')}`;
  return new ApiError({
    code: 409,
    reason: 'Conflict',
    message,
    details: {
      causes: described.map(({ owner, field }) => ({
        reason: 'FieldManagerConflict',
        message: `conflict with ${owner}`,
        field,
      })),
    },
  });
}

/**
 * Server-side apply of `applied` over `live`: fields that another manager owns with another value are conflicts unless
 * forced; fields that this manager sent last time and no longer sends go, unless someone else owns them too.
 */
export function applyFields(
  resource: ResourceKind,
  live: KubernetesObject,
  applied: KubernetesObject,
  writer: Writer & { force: boolean },
): KubernetesObject {
  const owners = readOwners(live.metadata.managedFields);
  const me = {
    manager: writer.manager,
    operation: 'Apply' as const,
    subresource: writer.subresource,
  };
  const mine = owners.find(owner => sameOwner(owner, me));
  const others = owners.filter(owner => owner !== mine);
  const paths = ownedPaths(resource, applied);

  const conflicts = others.flatMap(owner =>
    [...paths]
      .filter(path => owner.paths.has(path))
      .filter(
        path =>
          !isDeepStrictEqual(
            valueAt(live, decodePath(path)),
            valueAt(applied, decodePath(path)),
          ),
      )
      .map(path => ({ owner, path })),
  );
  if (conflicts.length && !writer.force) throw conflictError(conflicts);
  for (const { owner, path } of conflicts) owner.paths.delete(path);

  const result = copy(
    merge(resource, live, {
      ...applied,
      metadata: withoutServerFields(applied),
    }),
  ) as KubernetesObject;
  for (const path of [...(mine?.paths ?? [])].filter(
    each => !paths.has(each),
  )) {
    if (others.some(owner => owner.paths.has(path))) continue;
    removeAt(result, decodePath(path));
  }
  const unchanged =
    mine && isDeepStrictEqual(mine.paths, paths) && !conflicts.length;
  const entry: Owner = {
    ...me,
    apiVersion: applied.apiVersion,
    time: unchanged ? mine.time : writer.time,
    paths,
  };
  result.metadata.managedFields = writeOwners([entry, ...others]);
  return result;
}

function withoutServerFields({
  metadata,
}: KubernetesObject): Record<string, unknown> {
  const {
    uid,
    resourceVersion,
    generation,
    creationTimestamp,
    managedFields,
    ...rest
  } = metadata;
  return rest;
}

/** Records that `writer` made `next` of `previous` by a plain write: what it changed is its own now. */
export function trackUpdate(
  resource: ResourceKind,
  previous: KubernetesObject | undefined,
  next: KubernetesObject,
  writer: Writer,
): KubernetesObject {
  const owners = readOwners(previous?.metadata.managedFields);
  const before = previous ? ownedPaths(resource, previous) : new Set<string>();
  const after = ownedPaths(resource, next);
  const changed = [...after].filter(
    path =>
      !before.has(path) ||
      !isDeepStrictEqual(
        valueAt(previous, decodePath(path)),
        valueAt(next, decodePath(path)),
      ),
  );
  const removed = [...before].filter(path => !after.has(path));
  for (const owner of owners)
    for (const path of [...changed, ...removed]) owner.paths.delete(path);
  const me = {
    manager: writer.manager,
    operation: 'Update' as const,
    subresource: writer.subresource,
  };
  const mine = owners.find(owner => sameOwner(owner, me));
  if (changed.length) {
    for (const path of changed) mine?.paths.add(path);
    if (mine) mine.time = writer.time;
    else
      owners.push({
        ...me,
        apiVersion: next.apiVersion,
        time: writer.time,
        paths: new Set(changed),
      });
  }
  return {
    ...next,
    metadata: { ...next.metadata, managedFields: writeOwners(owners) },
  };
}
