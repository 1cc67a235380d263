import {
  RefusedError,
  RepositoryRef,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';

/** What a request is for, in the words that its errors need. */
export interface Purpose {
  /** Completes "GitLab does not let us …". */
  doing: string;
  /** What the owner of the token needs in the project, as GitLab's documentation names it. */
  role: 'Reporter' | 'Developer';
}

/** An answer that is an error. */
export interface Failure {
  status: number;
  headers: Headers;
  /** The body, if it was JSON. */
  data: unknown;
}

/** How long to stay away when GitLab names no time: its limits are counted by the minute. */
const unnamedPause = 60_000;
/** GitLab's own explanations are shown, but never without end. */
const longestExplanation = 300;

const explained = z.object({
  message: z.unknown().optional(),
  error: z.unknown().optional(),
  error_description: z.unknown().optional(),
});

/** Milliseconds for which a host asks to be left alone, because it was too much; undefined when the answer says something else. */
export function limitOf(
  { status, headers }: Failure,
  now: Date,
): number | undefined {
  if (status !== 429) return undefined;
  const retryAfter = Number(headers.get('retry-after') ?? NaN);
  if (retryAfter >= 0) return Math.max(retryAfter, 1) * 1000;
  const reset = Number(headers.get('ratelimit-reset') ?? NaN);
  if (!(reset > 0)) return unnamedPause;
  // The reset is a time of GitLab's clock, so the pause is measured by it too.
  const answeredAt = Date.parse(headers.get('date') ?? '');
  const hostNow = Number.isNaN(answeredAt) ? now.getTime() : answeredAt;
  return Math.max(reset * 1000 - hostNow, 1000);
}

/** Sorts an answer that is an error by what to do next. A 404 does not come here: what it means only the caller knows. */
export function toOutcome(
  failure: Failure,
  context: { repository: RepositoryRef; purpose: Purpose; now: Date },
): WaitingError | RefusedError {
  const { repository, purpose, now } = context;
  const { host } = repository;
  const slug = `${repository.owner}/${repository.name}`;
  const pause = limitOf(failure, now);
  if (pause !== undefined)
    return new WaitingError(
      `${host} limits the rate of requests; the next look at ${slug} waits for that`,
      { afterMilliseconds: pause, cause: failure },
    );
  if (failure.status >= 500)
    return new WaitingError(
      `${host} answered with the error ${failure.status}`,
      { cause: failure },
    );
  return new RefusedError(refusal(failure, host, slug, purpose), {
    cause: failure,
  });
}

/** For a request that had no answer at all. */
export function unreachable(host: string, error: unknown): WaitingError {
  const why = error instanceof Error ? error.message : String(error);
  return new WaitingError(`${host} cannot be reached: ${why}`, {
    cause: error,
  });
}

/** What GitLab says of an error, in whichever of its forms. */
export function explanationOf({ status, data }: Failure): string {
  const parsed = explained.safeParse(data);
  const { message, error, error_description: description } = parsed.data ?? {};
  const said = description ?? message ?? error;
  const text = typeof said === 'string' ? said : JSON.stringify(said);
  return (text ?? String(status)).slice(0, longestExplanation);
}

function refusal(
  failure: Failure,
  host: string,
  slug: string,
  { doing, role }: Purpose,
): string {
  const said = explanationOf(failure);
  if (failure.status === 401)
    return `${host} does not accept our token for ${slug} (${said}): renew the token of ${host} under integrations.gitlab`;
  if (failure.status === 403)
    return `${host} does not let us ${doing} in ${slug} (${said}): give the owner of the token of integrations.gitlab the role ${role} there, and the token the scope api. Nobody can write where the project is archived or the discussion is locked`;
  return `${host} does not let us ${doing} in ${slug}: it answered ${failure.status} (${said})`;
}
