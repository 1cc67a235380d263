import { ResourceKind } from '../types';

/**
 * How server-side apply looks at a list or a map: the `x-kubernetes-list-type`, `-list-map-keys` and `-map-type` of the
 * published schemas. Lists that no schema names are atomic, which is also the rule for custom resources.
 */
export type ListType =
  | { kind: 'atomic' }
  | { kind: 'set' }
  | { kind: 'map'; keys: string[] };

const atomic: ListType = { kind: 'atomic' };
const byKeys = (...keys: string[]): ListType => ({ kind: 'map', keys });

const everywhere: Record<string, ListType> = {
  'metadata.finalizers': { kind: 'set' },
  'metadata.ownerReferences': byKeys('uid'),
};

const podSpec: Record<string, ListType> = {
  containers: byKeys('name'),
  initContainers: byKeys('name'),
  'containers.ports': byKeys('containerPort', 'protocol'),
  'containers.env': byKeys('name'),
  'containers.volumeMounts': byKeys('mountPath'),
  'initContainers.env': byKeys('name'),
  'initContainers.volumeMounts': byKeys('mountPath'),
  volumes: byKeys('name'),
  imagePullSecrets: byKeys('name'),
  hostAliases: byKeys('ip'),
};

const perKind: Record<string, Record<string, ListType>> = {
  Service: { 'spec.ports': byKeys('port', 'protocol') },
  ServiceAccount: { secrets: byKeys('name') },
  Gateway: {
    'spec.listeners': byKeys('name'),
    'status.listeners': byKeys('name'),
  },
};

export function listType(resource: ResourceKind, path: string): ListType {
  if (path in everywhere) return everywhere[path];
  if (path.startsWith('spec.template.spec.'))
    return podSpec[path.slice('spec.template.spec.'.length)] ?? atomic;
  if (resource.kind === 'Pod' && path.startsWith('spec.'))
    return podSpec[path.slice('spec.'.length)] ?? atomic;
  if (
    path.endsWith('conditions') &&
    !resource.apiVersion.startsWith('argoproj.io/')
  )
    return byKeys('type');
  return perKind[resource.kind]?.[path] ?? atomic;
}

/** Selectors are replaced whole; other maps are merged key by key. */
export function isAtomicMap(resource: ResourceKind, path: string): boolean {
  return path === 'spec.selector' && !resource.custom;
}

/** What a key of a list item is when the item leaves it out. */
export function keyDefault(key: string): unknown {
  return key === 'protocol' ? 'TCP' : undefined;
}
