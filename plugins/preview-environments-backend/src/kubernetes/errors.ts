import { ResourceKind } from './types';

/** What was asked of the API server. Carries no header and no body, so it may be shown and logged. */
export interface RequestDescription {
  /** The name in `previewEnvironments.clusters`. */
  cluster: string;
  verb:
    | 'get'
    | 'list'
    | 'watch'
    | 'create'
    | 'apply'
    | 'patch'
    | 'delete'
    | 'logs';
  method: string;
  path: string;
  resource: ResourceKind;
  namespace?: string;
  name?: string;
}

/** The parts of the API server's `Status` object that decide something. */
export interface StatusBody {
  reason?: string;
  message?: string;
  details?: {
    name?: string;
    kind?: string;
    retryAfterSeconds?: number;
    causes?: Array<{ reason?: string; message?: string; field?: string }>;
  };
}

/**
 * An answer of the API server that is no success, or no answer.
 * `status` is undefined when the server was not reached, or did not answer in time.
 */
export class KubernetesError extends Error {
  override readonly name = 'KubernetesError';
  readonly status: number | undefined;
  /** The `Status` object's machine-readable reason: `AlreadyExists`, `Forbidden`. */
  readonly reason: string | undefined;
  /** The server's own words, or the network's. */
  readonly detail: string;
  readonly details: NonNullable<StatusBody['details']>;
  readonly request: RequestDescription;

  constructor(
    request: RequestDescription,
    answer: { status?: number; body?: StatusBody; detail?: string },
    options: { cause?: unknown } = {},
  ) {
    const detail = answer.body?.message ?? answer.detail ?? 'no message';
    const outcome = answer.status === undefined ? 'no answer' : answer.status;
    super(
      `${request.method} ${request.path} on cluster ${request.cluster}: ${outcome}: ${detail}`,
      options,
    );
    this.status = answer.status;
    this.reason = answer.body?.reason;
    this.detail = detail;
    this.details = answer.body?.details ?? {};
    this.request = request;
  }
}

export function isKubernetesError(error: unknown): error is KubernetesError {
  return error instanceof KubernetesError;
}

/** Reads a `Status` object; anything else (a proxy's page) becomes its message. */
export function parseStatusBody(text: string): StatusBody {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && 'message' in body) {
      return body as StatusBody;
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return { message: text.trim().slice(0, 200) || 'no message' };
}

/** The object itself does not exist. False when the whole resource type is unknown to the server. */
export function isNotFound(error: unknown): error is KubernetesError {
  return (
    isKubernetesError(error) &&
    error.status === 404 &&
    error.reason === 'NotFound' &&
    error.details.name !== undefined &&
    !isNamespaceMissing(error)
  );
}

/** An object was to be created in a namespace that does not exist. */
export function isNamespaceMissing(error: unknown): error is KubernetesError {
  return (
    isKubernetesError(error) &&
    error.status === 404 &&
    error.details.kind === 'namespaces' &&
    error.request.resource.plural !== 'namespaces'
  );
}

/** The server does not know the resource type: its definition (CRD) is not installed in that version. */
export function isKindMissing(error: unknown): error is KubernetesError {
  return (
    isKubernetesError(error) &&
    error.status === 404 &&
    !isNotFound(error) &&
    !isNamespaceMissing(error)
  );
}

export function isAlreadyExists(error: unknown): error is KubernetesError {
  return (
    isKubernetesError(error) &&
    error.status === 409 &&
    error.reason === 'AlreadyExists'
  );
}

/**
 * A precondition (uid, resourceVersion) did not hold, or another manager owns a field. An apply whose uid is that of an
 * earlier object of the same name is answered as a change of the uid (422).
 */
export function isConflict(error: unknown): error is KubernetesError {
  if (!isKubernetesError(error)) return false;
  const { causes = [] } = error.details;
  return (
    (error.status === 409 && !isAlreadyExists(error)) ||
    (error.status === 422 &&
      causes.some(cause => cause.field === 'metadata.uid'))
  );
}

/** A resource version or a list's continuation is too old to go on from. */
export function isExpired(error: unknown): error is KubernetesError {
  return isKubernetesError(error) && error.status === 410;
}

export function isForbidden(error: unknown): error is KubernetesError {
  return isKubernetesError(error) && error.status === 403;
}

/** Refused by the authorizer, and not by admission, which also answers 403. */
export function isMissingPermission(error: unknown): error is KubernetesError {
  return isForbidden(error) && / cannot \w+ resource /.test(error.detail);
}

/** The namespace is being deleted and takes nothing new; the server answers this with 403. */
export function isNamespaceTerminating(
  error: unknown,
): error is KubernetesError {
  return (
    isForbidden(error) &&
    (error.details.causes ?? []).some(
      cause => cause.reason === 'NamespaceTerminating',
    )
  );
}
