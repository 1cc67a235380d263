import { isDeepStrictEqual } from 'node:util';
import {
  badRequest,
  conflict,
  FieldError,
  invalid,
  modified,
  notFound,
} from '../apiError';
import { withDefaults } from '../defaults';
import { trackUpdate } from '../fields';
import { Storage } from '../storage';
import {
  KubernetesObject,
  ObjectMetadata,
  ResourceKind,
  StoredObject,
} from '../types';
import { validate } from '../validation';
import { ObjectAddress, WriteOptions } from './options';

/** The fields of `metadata` that only the server writes. */
const serverOwned = [
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'managedFields',
  'name',
  'namespace',
  'generateName',
] as const satisfies (keyof ObjectMetadata)[];

const pick = (metadata: StoredObject['metadata']): Partial<ObjectMetadata> =>
  Object.fromEntries(serverOwned.map(field => [field, metadata[field]]));

function withServerMetadata(
  next: KubernetesObject,
  live: StoredObject,
): StoredObject {
  const metadata = {
    ...next.metadata,
    ...pick(live.metadata),
  } as StoredObject['metadata'];
  for (const field of serverOwned)
    if (live.metadata[field] === undefined)
      delete (metadata as Partial<ObjectMetadata>)[field];
  return { ...next, apiVersion: live.apiVersion, kind: live.kind, metadata };
}

/** The part of `next` that this endpoint may write, the rest as it is. */
function restrict(
  resource: ResourceKind,
  live: StoredObject,
  next: KubernetesObject,
  options: WriteOptions,
): KubernetesObject {
  if (options.subresource === 'status') return { ...live, status: next.status };
  if (options.subresource === 'finalize') {
    const finalizers =
      (next.spec as { finalizers?: string[] } | undefined)?.finalizers ?? [];
    return { ...live, spec: { ...(live.spec as object), finalizers } };
  }
  if (!resource.statusSubresource) return next;
  const { status, ...rest } = next;
  return live.status === undefined ? rest : { ...rest, status: live.status };
}

function checkFinalizers(
  live: StoredObject,
  next: KubernetesObject,
): FieldError[] {
  if (!live.metadata.deletionTimestamp) return [];
  const added = (next.metadata.finalizers ?? []).filter(
    name => !live.metadata.finalizers?.includes(name),
  );
  if (!added.length) return [];
  return [
    {
      field: 'metadata.finalizers',
      reason: 'FieldValueForbidden',
      message: `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${added
        .map(name => JSON.stringify(name))
        .join(', ')}}`,
    },
  ];
}

/** Fields that no write changes. */
function checkImmutable(
  live: StoredObject,
  next: KubernetesObject,
): FieldError[] {
  const errors: FieldError[] = [];
  const immutable = (field: string, value: unknown): FieldError => ({
    field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: field is immutable`,
  });
  if (next.metadata.uid && next.metadata.uid !== live.metadata.uid) {
    errors.push(immutable('metadata.uid', next.metadata.uid));
  }
  if (live.kind === 'Deployment' || live.kind === 'ReplicaSet') {
    const before = (live.spec as { selector?: unknown }).selector;
    const after = (next.spec as { selector?: unknown } | undefined)?.selector;
    if (!isDeepStrictEqual(before, after))
      errors.push(immutable('spec.selector', after));
  }
  if (
    live.kind === 'RoleBinding' &&
    !isDeepStrictEqual(live.roleRef, next.roleRef)
  ) {
    errors.push({
      field: 'roleRef',
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${JSON.stringify(
        next.roleRef,
      )}: cannot change roleRef`,
    });
  }
  return errors;
}

const withoutMetadata = ({ metadata, ...rest }: KubernetesObject): unknown =>
  rest;
const withoutStatus = ({
  metadata,
  status,
  ...rest
}: KubernetesObject): unknown => rest;
const withoutTimes = (object: KubernetesObject): unknown => ({
  ...object,
  metadata: {
    ...object.metadata,
    managedFields: object.metadata.managedFields?.map(entry => ({
      ...entry,
      time: '',
    })),
  },
});

function generationOf(
  resource: ResourceKind,
  live: StoredObject,
  next: KubernetesObject,
): { generation?: number } {
  if (resource.generation === 'never') return {};
  const part =
    resource.generation === 'everything' ? withoutMetadata : withoutStatus;
  const generation = live.metadata.generation ?? 1;
  return {
    generation: isDeepStrictEqual(part(live), part(next))
      ? generation
      : generation + 1,
  };
}

/** Whether nothing keeps the object any more. */
export function mayGo({ kind, metadata, spec }: KubernetesObject): boolean {
  if (!metadata.deletionTimestamp || metadata.finalizers?.length) return false;
  if (kind === 'Namespace')
    return !(spec as { finalizers?: string[] } | undefined)?.finalizers?.length;
  // A pod stays until its node says that it has stopped.
  return !metadata.deletionGracePeriodSeconds;
}

/** Checks and stores what any kind of update made of `live`. Nothing is written when nothing changed. */
export function commit(
  storage: Storage,
  resource: ResourceKind,
  live: StoredObject,
  proposed: KubernetesObject,
  options: WriteOptions & { tracked?: boolean },
): StoredObject {
  const restricted = restrict(resource, live, proposed, options);
  const errors = [
    ...checkImmutable(live, restricted),
    ...checkFinalizers(live, restricted),
  ];
  if (errors.length) throw invalid(resource, live.metadata.name, errors);
  const kept = withServerMetadata(restricted, live);
  const defaulted = withDefaults(resource, kept);
  validate(resource, defaulted);
  const generation = generationOf(resource, live, defaulted);
  const tracked = options.tracked
    ? {
        ...defaulted,
        metadata: {
          ...defaulted.metadata,
          managedFields: proposed.metadata.managedFields,
        },
      }
    : trackUpdate(resource, live, defaulted, {
        manager: options.manager,
        subresource: options.subresource,
        time: storage.timestamp(),
      });
  const next = {
    ...tracked,
    metadata: { ...tracked.metadata, ...generation },
  } as StoredObject;
  if (isDeepStrictEqual(withoutTimes(next), withoutTimes(live))) return live;
  if (options.dryRun) return next;
  return mayGo(next)
    ? storage.remove(resource, next)
    : storage.put(resource, next);
}

/** Refuses a write that was made on an older state of the object. */
export function checkVersion(
  resource: ResourceKind,
  live: StoredObject,
  { metadata }: KubernetesObject,
): void {
  if (
    metadata.resourceVersion &&
    metadata.resourceVersion !== live.metadata.resourceVersion
  ) {
    throw modified(resource, live.metadata.name);
  }
}

/** PUT: replaces the whole object, or the subresource. */
export function update(
  storage: Storage,
  resource: ResourceKind,
  address: ObjectAddress,
  object: KubernetesObject,
  options: WriteOptions,
): StoredObject {
  const live = storage.get(resource, address.namespace, address.name);
  if (!live) throw notFound(resource, address.name);
  if (object.metadata.name !== address.name) {
    throw badRequest(
      `the name of the object (${object.metadata.name}) does not match the name on the URL (${address.name})`,
    );
  }
  if (!object.metadata.resourceVersion && resource.custom) {
    throw invalid(resource, address.name, [
      {
        field: 'metadata.resourceVersion',
        reason: 'FieldValueInvalid',
        message: 'Invalid value: 0: must be specified for an update',
      },
    ]);
  }
  if (object.metadata.uid && object.metadata.uid !== live.metadata.uid) {
    throw conflict(
      resource,
      address.name,
      `Precondition failed: UID in precondition: ${object.metadata.uid}, UID in object meta: ${live.metadata.uid}`,
    );
  }
  checkVersion(resource, live, object);
  return commit(
    storage,
    resource,
    live,
    { ...object, metadata: { ...object.metadata } },
    options,
  );
}
