import {
  ApiError,
  badRequest,
  methodNotAllowed,
  notFound,
  unsupportedMediaType,
} from '../apiError';
import { addressOf, Cluster } from '../cluster';
import {
  apply,
  create,
  mergePatched,
  patch,
  remove,
  update,
  WriteOptions,
} from '../operations';
import { groupOf } from '../resources';
import { KubernetesObject } from '../types';
import { parseBody, parseDeleteOptions, parseObject } from './body';
import { list } from './list';
import { Target } from './target';

export interface ApiRequest {
  method: string;
  target: Target;
  query: URLSearchParams;
  contentType: string;
  userAgent: string;
  body: Buffer;
}

export interface ApiAnswer {
  code: number;
  value: unknown;
}

/** The last lines that a container wrote. */
export type LogSource = (options: {
  namespace: string;
  pod: string;
  container?: string;
  tailLines?: number;
}) => string;

const patchTypes = [
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/apply-patch+yaml',
];

function writeOptions({ query, userAgent, target }: ApiRequest): WriteOptions {
  const { subresource } = target;
  if (
    subresource !== undefined &&
    subresource !== 'status' &&
    subresource !== 'finalize'
  )
    throw methodNotAllowed();
  return {
    manager: query.get('fieldManager') || userAgent.split('/')[0] || 'unknown',
    dryRun: query.has('dryRun'),
    subresource,
  };
}

/** JSON Patch as far as `add`, `replace`, `remove` and `test` on plain paths. */
function jsonPatched(
  object: KubernetesObject,
  operations: { op: string; path: string; value?: unknown }[],
): KubernetesObject {
  for (const { op, path, value } of operations) {
    const parts = path
      .slice(1)
      .split('/')
      .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));
    const last = parts.pop()!;
    let parent: Record<string, unknown> = object;
    for (const part of parts)
      parent = parent?.[part] as Record<string, unknown>;
    const present = parent !== undefined && parent !== null && last in parent;
    const possible = op === 'add' ? Boolean(parent) : present;
    if (
      !possible ||
      (op === 'test' && JSON.stringify(parent[last]) !== JSON.stringify(value))
    ) {
      throw new ApiError({
        code: 422,
        reason: 'Invalid',
        message:
          'the server rejected our request due to an error in our request',
        details: {},
      });
    }
    if (Array.isArray(parent) && op === 'add')
      parent.splice(last === '-' ? parent.length : Number(last), 0, value);
    else if (Array.isArray(parent) && op === 'remove')
      parent.splice(Number(last), 1);
    else if (op === 'add' || op === 'replace') parent[last] = value;
    else if (op === 'remove') delete parent[last];
  }
  return object;
}

function answerPatch(cluster: Cluster, request: ApiRequest): ApiAnswer {
  const { target, body, contentType, query } = request;
  const address = { namespace: target.namespace, name: target.name! };
  const options = writeOptions(request);
  if (contentType === 'application/apply-patch+yaml') {
    const applied = parseObject(body, target);
    const { object, created } = apply(
      cluster.storage,
      target.resource,
      address,
      applied,
      {
        ...options,
        manager: query.get('fieldManager') ?? '',
        force: query.get('force') === 'true',
      },
    );
    return { code: created ? 201 : 200, value: object };
  }
  const change = parseBody(body);
  // Strategic merge differs from a merge patch in lists only, and custom resources have none.
  const strategic =
    contentType === 'application/strategic-merge-patch+json' &&
    !target.resource.custom;
  if (contentType === 'application/merge-patch+json' || strategic) {
    const changed = patch(
      cluster.storage,
      target.resource,
      address,
      live => mergePatched(live, change) as KubernetesObject,
      options,
    );
    return { code: 200, value: changed };
  }
  if (contentType === 'application/json-patch+json') {
    const operations = change as {
      op: string;
      path: string;
      value?: unknown;
    }[];
    return {
      code: 200,
      value: patch(
        cluster.storage,
        target.resource,
        address,
        live => jsonPatched(live, operations),
        options,
      ),
    };
  }
  throw unsupportedMediaType(patchTypes);
}

function answerDelete(
  cluster: Cluster,
  { target, body, query }: ApiRequest,
): ApiAnswer {
  const { resource, namespace, name } = target;
  const options = parseDeleteOptions(body, query);
  if (name === undefined) {
    const items = cluster.list(resource, {
      namespace,
      labels: query.get('labelSelector') ?? undefined,
    });
    for (const item of items)
      cluster.delete(resource, addressOf(item), options);
    return {
      code: 200,
      value: {
        kind: `${resource.kind}List`,
        apiVersion: resource.apiVersion,
        metadata: {},
        items,
      },
    };
  }
  const { object, gone } = remove(
    cluster.storage,
    resource,
    { namespace, name },
    options,
  );
  if (!gone) return { code: 200, value: object };
  const group = groupOf(resource);
  const details = {
    name,
    ...(group ? { group } : {}),
    kind: resource.plural,
    uid: object.metadata.uid,
  };
  return {
    code: 200,
    value: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details,
    },
  };
}

/** Everything but watches and logs. */
export function answer(cluster: Cluster, request: ApiRequest): ApiAnswer {
  const { method, target, query, body } = request;
  const { resource, namespace, name } = target;
  if (method === 'GET' && name === undefined)
    return { code: 200, value: list(cluster.storage, target, query) };
  if (method === 'GET') {
    const found = cluster.storage.get(resource, namespace, name!);
    if (!found) throw notFound(resource, name!);
    return { code: 200, value: found };
  }
  if (method === 'POST' && name === undefined) {
    if (resource.namespaced && namespace === undefined)
      throw methodNotAllowed();
    const created = create(
      cluster.storage,
      resource,
      parseObject(body, target),
      writeOptions(request),
    );
    return { code: 201, value: created };
  }
  if (method === 'PUT' && name !== undefined) {
    const object = parseObject(body, target);
    if (!object.metadata.name) throw badRequest('name must be provided');
    return {
      code: 200,
      value: update(
        cluster.storage,
        resource,
        { namespace, name },
        object,
        writeOptions(request),
      ),
    };
  }
  if (method === 'PATCH' && name !== undefined)
    return answerPatch(cluster, request);
  if (method === 'DELETE') return answerDelete(cluster, request);
  throw methodNotAllowed();
}
