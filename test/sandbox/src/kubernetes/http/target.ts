import { findResource } from '../resources';
import { ResourceKind } from '../types';

/** What a path names. */
export interface Target {
  resource: ResourceKind;
  namespace: string | undefined;
  name: string | undefined;
  subresource: string | undefined;
}

/** `/api/v1/…`, `/apis/GROUP/VERSION/…`, with or without `namespaces/NAME`. Undefined when the server has no such resource. */
export function parseTarget(path: string): Target | undefined {
  const parts = path.split('/').filter(Boolean).map(decodeURIComponent);
  const [root, ...rest] = parts;
  let apiVersion: string;
  if (root === 'api') apiVersion = rest.shift() ?? '';
  else if (root === 'apis') apiVersion = `${rest.shift()}/${rest.shift()}`;
  else return undefined;

  // `namespaces/x/pods` is in a namespace; `namespaces/x/status` is a namespace's own subresource.
  const inNamespace =
    rest[0] === 'namespaces' &&
    rest.length > 2 &&
    !['status', 'finalize'].includes(rest[2]);
  const namespace = inNamespace ? rest[1] : undefined;
  const [plural, name, subresource, ...more] = inNamespace
    ? rest.slice(2)
    : rest;
  const resource = plural ? findResource(apiVersion, plural) : undefined;
  if (
    !resource ||
    more.length ||
    (namespace !== undefined && !resource.namespaced)
  )
    return undefined;
  if (resource.namespaced && name && namespace === undefined) return undefined;
  return { resource, namespace, name, subresource };
}
