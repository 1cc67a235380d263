import { randomBytes } from 'node:crypto';
import {
  alreadyExists,
  badRequest,
  forbidden,
  invalid,
  notFound,
} from '../apiError';
import { withDefaults } from '../defaults';
import { trackUpdate } from '../fields';
import { resources } from '../resources';
import { Storage } from '../storage';
import { KubernetesObject, ResourceKind, StoredObject } from '../types';
import { requiredValue, validate } from '../validation';
import { WriteOptions } from './options';

/** Nothing is created in a namespace that does not exist or is going away. */
function admit(
  storage: Storage,
  resource: ResourceKind,
  { metadata }: KubernetesObject,
): void {
  if (!resource.namespaced) return;
  const namespace = storage.get(
    resources.namespaces,
    undefined,
    metadata.namespace!,
  );
  if (!namespace) throw notFound(resources.namespaces, metadata.namespace!);
  if (!namespace.metadata.deletionTimestamp) return;
  throw forbidden(
    resource,
    metadata.name,
    `unable to create new content in namespace ${metadata.namespace} because it is being terminated`,
    [
      {
        reason: 'NamespaceTerminating',
        message: `namespace ${metadata.namespace} is being terminated`,
        field: 'metadata.namespace',
      },
    ],
  );
}

/** Addresses of a Service come from the server. */
function withClusterAddress(
  storage: Storage,
  object: KubernetesObject,
  dryRun: boolean | undefined,
): void {
  if (object.kind !== 'Service') return;
  const spec = object.spec as Record<string, unknown>;
  if (spec.type === 'ExternalName' || spec.clusterIP) return;
  const address = dryRun ? '10.96.0.254' : storage.newAddress('10.96');
  Object.assign(spec, {
    clusterIP: address,
    clusterIPs: [address],
    ipFamilies: ['IPv4'],
    ipFamilyPolicy: 'SingleStack',
  });
}

function generatedName({ metadata }: KubernetesObject): string {
  const random = [...randomBytes(5)]
    .map(byte => 'bcdfghjklmnpqrstvwxz2456789'[byte % 27])
    .join('');
  return `${metadata.generateName}${random}`;
}

/** POST: the object as it is stored from now on. Fills in what the server owns. */
export function create(
  storage: Storage,
  resource: ResourceKind,
  object: KubernetesObject,
  options: WriteOptions,
): StoredObject {
  const prepared = prepare(storage, resource, object, options);
  if (
    storage.get(resource, prepared.metadata.namespace, prepared.metadata.name)
  ) {
    throw alreadyExists(resource, prepared.metadata.name);
  }
  const tracked = trackUpdate(resource, undefined, prepared, {
    manager: options.manager,
    time: storage.timestamp(),
  }) as StoredObject;
  return options.dryRun ? tracked : storage.put(resource, tracked);
}

/** Everything of a creation but the writing; server-side apply creates as well. */
export function prepare(
  storage: Storage,
  resource: ResourceKind,
  object: KubernetesObject,
  options: WriteOptions,
): StoredObject {
  if (object.metadata.resourceVersion)
    throw badRequest(
      'resourceVersion should not be set on objects to be created',
    );
  const name =
    object.metadata.name ||
    (object.metadata.generateName ? generatedName(object) : '');
  if (!name) {
    throw invalid(resource, '', [
      requiredValue('metadata.name', 'name or generateName is required'),
    ]);
  }
  const {
    deletionTimestamp,
    deletionGracePeriodSeconds,
    managedFields,
    ...metadata
  } = object.metadata;
  const { status, ...rest } = object;
  const draft = {
    ...rest,
    ...(resource.statusSubresource || status === undefined ? {} : { status }),
    metadata: { ...metadata, name },
  } as KubernetesObject;
  admit(storage, resource, draft);
  const defaulted = withDefaults(resource, draft);
  validate(resource, defaulted);
  withClusterAddress(storage, defaulted, options.dryRun);
  return {
    ...defaulted,
    metadata: {
      ...defaulted.metadata,
      uid: storage.newUid(),
      resourceVersion: '',
      creationTimestamp: storage.timestamp(),
      ...(resource.generation === 'never' ? {} : { generation: 1 }),
    },
  };
}
