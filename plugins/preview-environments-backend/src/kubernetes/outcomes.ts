import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import {
  isAlreadyExists,
  isConflict,
  isExpired,
  isKindMissing,
  isKubernetesError,
  isMissingPermission,
  isNamespaceMissing,
  isNamespaceTerminating,
  KubernetesError,
} from './errors';

/**
 * Says of a failed request what to do next: a WaitingError for what passes by itself (unreachable, 401, 409, 429, 5xx),
 * a RefusedError for what a person has to change (permissions, admission, a missing resource type).
 * Anything that is no KubernetesError comes back as it is.
 */
export function toOutcome(error: unknown): unknown {
  return isKubernetesError(error) ? outcomeOf(error) : error;
}

/** Runs requests to a cluster, throwing outcomes for KubernetesErrors. */
export async function withOutcomes<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toOutcome(error);
  }
}

function outcomeOf(error: KubernetesError): Error {
  const { request, status, detail } = error;
  const cluster = `Cluster ${request.cluster}`;
  const wait = (reason: string) =>
    new WaitingError(reason, {
      cause: error,
      afterMilliseconds: retryAfter(error),
    });
  const refuse = (reason: string) => new RefusedError(reason, { cause: error });

  if (status === undefined)
    return wait(`${cluster} is not reachable: ${detail}`);
  // Not refused: token files and exec credentials are renewed without us.
  if (status === 401) {
    return wait(
      `${cluster} does not accept the credentials of previewEnvironments.clusters.${request.cluster}.credentials: ${detail}`,
    );
  }
  if (isNamespaceTerminating(error)) {
    return wait(`Namespace ${request.namespace} is still being deleted.`);
  }
  if (isNamespaceMissing(error)) {
    return wait(`Namespace ${request.namespace} is not there: ${detail}`);
  }
  if (isAlreadyExists(error) || isConflict(error) || isExpired(error)) {
    return wait(`${target(error)} changed meanwhile: ${detail}`);
  }
  if (status === 408 || status === 429 || status >= 500) {
    return wait(`${cluster} answered ${status}: ${detail}`);
  }
  if (isMissingPermission(error)) {
    return refuse(
      `The backend's identity may not ${verbOf(error)} ${
        request.resource.plural
      }${scope(error)} on cluster ${
        request.cluster
      }: apply the RBAC manifest of plugins/preview-environments-backend/deploy (${detail})`,
    );
  }
  if (isKindMissing(error)) {
    return refuse(
      `${cluster} does not know ${request.resource.kind} (${request.resource.apiVersion}): install its definition.`,
    );
  }
  return refuse(
    `${cluster} refused to ${verbOf(error)} ${target(error)}: ${detail}`,
  );
}

function retryAfter(error: KubernetesError): number | undefined {
  const seconds = error.details.retryAfterSeconds;
  return seconds === undefined ? undefined : seconds * 1000;
}

/** The verb as RBAC knows it. */
function verbOf({ request: { verb } }: KubernetesError): string {
  if (verb === 'apply') return 'patch';
  return verb === 'logs' ? 'get logs of' : verb;
}

function scope({ request }: KubernetesError): string {
  return request.namespace === undefined ? '' : ` in ${request.namespace}`;
}

function target({ request }: KubernetesError): string {
  const place = [request.namespace, request.name].filter(Boolean).join('/');
  return `${request.resource.kind}${place && ` ${place}`}`;
}
