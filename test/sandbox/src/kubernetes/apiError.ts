import { groupOf, qualifiedName } from './resources';
import { ResourceKind } from './types';

export interface StatusCause {
  reason?: string;
  message?: string;
  field?: string;
}

/** The API server's answer when it refuses: `kind: Status`. */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: Record<string, never>;
  status: 'Failure';
  message: string;
  reason: string;
  details?: {
    name?: string;
    group?: string;
    kind?: string;
    causes?: StatusCause[];
  };
  code: number;
}

interface StatusOptions {
  code: number;
  reason: string;
  message: string;
  details?: Status['details'];
}

/** A refusal with the words and the shape of a real API server (apimachinery's api/errors). */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: Status;

  constructor({ code, reason, message, details }: StatusOptions) {
    super(message);
    this.status = {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message,
      reason,
      ...(details ? { details } : {}),
      code,
    };
  }
}

/** Tells a refusal by its code. */
export function isRefusal(error: unknown, code: number): error is ApiError {
  return error instanceof ApiError && error.status.code === code;
}

function about(
  resource: ResourceKind,
  name: string,
): NonNullable<Status['details']> {
  const group = groupOf(resource);
  return {
    ...(name ? { name } : {}),
    ...(group ? { group } : {}),
    kind: resource.plural,
  };
}

export function notFound(resource: ResourceKind, name: string): ApiError {
  return new ApiError({
    code: 404,
    reason: 'NotFound',
    message: `${qualifiedName(resource)} "${name}" not found`,
    details: about(resource, name),
  });
}

export function alreadyExists(resource: ResourceKind, name: string): ApiError {
  return new ApiError({
    code: 409,
    reason: 'AlreadyExists',
    message: `${qualifiedName(resource)} "${name}" already exists`,
    details: about(resource, name),
  });
}

export function conflict(
  resource: ResourceKind,
  name: string,
  why: string,
): ApiError {
  return new ApiError({
    code: 409,
    reason: 'Conflict',
    message: `Operation cannot be fulfilled on ${qualifiedName(
      resource,
    )} "${name}": ${why}`,
    details: about(resource, name),
  });
}

/** The optimistic lock of `metadata.resourceVersion`. */
export function modified(resource: ResourceKind, name: string): ApiError {
  return conflict(
    resource,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}

export function forbidden(
  resource: ResourceKind,
  name: string,
  why: string,
  causes?: StatusCause[],
): ApiError {
  return new ApiError({
    code: 403,
    reason: 'Forbidden',
    message: `${qualifiedName(resource)} "${name}" is forbidden: ${why}`,
    details: { ...about(resource, name), ...(causes ? { causes } : {}) },
  });
}

/** A field at fault. */
export interface FieldError {
  field: string;
  reason:
    | 'FieldValueInvalid'
    | 'FieldValueRequired'
    | 'FieldValueForbidden'
    | 'FieldValueNotSupported';
  message: string;
}

export function invalid(
  resource: { apiVersion: string; kind: string },
  name: string,
  errors: FieldError[],
): ApiError {
  const group = groupOf(resource);
  const list = errors.map(error => `${error.field}: ${error.message}`);
  const all = list.length === 1 ? list[0] : `[${list.join(', ')}]`;
  return new ApiError({
    code: 422,
    reason: 'Invalid',
    message: `${[resource.kind, group]
      .filter(Boolean)
      .join('.')} "${name}" is invalid: ${all}`,
    details: {
      name,
      ...(group ? { group } : {}),
      kind: resource.kind,
      causes: errors,
    },
  });
}

export function badRequest(message: string): ApiError {
  return new ApiError({ code: 400, reason: 'BadRequest', message });
}

export function unauthorized(): ApiError {
  return new ApiError({
    code: 401,
    reason: 'Unauthorized',
    message: 'Unauthorized',
  });
}

/** A path that names nothing the server has. */
export function noSuchPath(): ApiError {
  return new ApiError({
    code: 404,
    reason: 'NotFound',
    message: 'the server could not find the requested resource',
    details: {},
  });
}

export function methodNotAllowed(): ApiError {
  return new ApiError({
    code: 405,
    reason: 'MethodNotAllowed',
    message: 'the server does not allow this method on the requested resource',
    details: {},
  });
}

export function unsupportedMediaType(accepted: string[]): ApiError {
  return new ApiError({
    code: 415,
    reason: 'UnsupportedMediaType',
    message: `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
      ', ',
    )}`,
  });
}

/** The history that was asked for is no longer kept. */
export function expired(message: string): ApiError {
  return new ApiError({ code: 410, reason: 'Expired', message });
}
