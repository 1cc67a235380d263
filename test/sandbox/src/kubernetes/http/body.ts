import { parse } from 'yaml';
import { ApiError, badRequest } from '../apiError';
import { DeleteOptions, PropagationPolicy } from '../operations';
import { KubernetesObject } from '../types';
import { Target } from './target';

/** JSON, or YAML as server-side apply may send it. */
export function parseBody(body: Buffer): unknown {
  try {
    return parse(body.toString('utf8'));
  } catch (error) {
    throw badRequest(
      `error decoding the body: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
}

/** The object of a request, checked against the path it was sent to. */
export function parseObject(
  body: Buffer,
  { resource, namespace, name }: Target,
): KubernetesObject {
  const object = parseBody(body) as KubernetesObject | undefined;
  if (typeof object !== 'object' || object === null)
    throw badRequest('the body is not an object');
  if (
    object.apiVersion !== resource.apiVersion ||
    object.kind !== resource.kind
  ) {
    throw badRequest(
      `${resource.kind} in version "${resource.apiVersion}" cannot be handled as a ${object.kind}: no kind "${object.kind}" is registered for "${object.apiVersion}"`,
    );
  }
  const metadata = object.metadata ?? {};
  if (
    namespace !== undefined &&
    metadata.namespace &&
    metadata.namespace !== namespace
  ) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  if (name !== undefined && metadata.name && metadata.name !== name) {
    throw badRequest(
      `the name of the object (${metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  const placed = {
    ...metadata,
    ...(namespace === undefined ? {} : { namespace }),
  };
  if (!resource.namespaced) delete placed.namespace;
  return { ...object, metadata: placed };
}

export function parseDeleteOptions(
  body: Buffer,
  query: URLSearchParams,
): DeleteOptions {
  const options = (body.length ? parseBody(body) : {}) as {
    preconditions?: { uid?: string; resourceVersion?: string };
    propagationPolicy?: string;
    gracePeriodSeconds?: number;
    dryRun?: string[];
  };
  const grace = query.get('gracePeriodSeconds');
  const policy =
    options?.propagationPolicy ?? query.get('propagationPolicy') ?? undefined;
  return {
    uid: options?.preconditions?.uid,
    resourceVersion: options?.preconditions?.resourceVersion,
    propagationPolicy: policy === undefined ? undefined : knownPolicy(policy),
    gracePeriodSeconds:
      options?.gracePeriodSeconds ??
      (grace === null ? undefined : Number(grace)),
    dryRun: Boolean(options?.dryRun?.length) || query.has('dryRun'),
  };
}

function knownPolicy(policy: string): PropagationPolicy {
  if (policy === 'Foreground' || policy === 'Background' || policy === 'Orphan')
    return policy;
  throw new ApiError({
    code: 422,
    reason: 'Invalid',
    message: `DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "${policy}": supported values: "Foreground", "Background", "Orphan"`,
  });
}
