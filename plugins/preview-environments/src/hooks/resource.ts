import { isError, ResponseError } from '@backstage/errors';

/**
 * What is known about something that the backend tells.
 *
 * `partial`: an earlier answer, because the newest question failed.
 */
export type Resource<T> =
  | { status: 'loading' }
  | { status: 'failed'; error: Error }
  | { status: 'partial'; data: T; error: Error }
  | { status: 'loaded'; data: T };

/** The newest answer there is, old or new. */
export function knownData<T>(resource: Resource<T>): T | undefined {
  return 'data' in resource ? resource.data : undefined;
}

/** What is known after a question failed: an answer that was there before is kept. */
export function afterFailure<T>(
  before: Resource<T>,
  error: Error,
): Resource<T> {
  return 'data' in before
    ? { status: 'partial', data: before.data, error }
    : { status: 'failed', error };
}

/** Anything can be thrown, and a fetch in another realm throws errors of that realm. */
export function asError(thrown: unknown): Error {
  return isError(thrown) ? (thrown as Error) : new Error(String(thrown));
}

/** Whether the backend refused because of who is asking. */
export function isForbidden(error: Error): boolean {
  return error instanceof ResponseError
    ? error.statusCode === 403
    : error.name === 'NotAllowedError';
}
