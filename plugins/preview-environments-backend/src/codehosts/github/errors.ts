import {
  RefusedError,
  RepositoryRef,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';

/** What a request is for, in the words that its errors need. */
export interface Purpose {
  /** Completes "GitHub does not let us …". */
  doing: string;
  /** The permission of a GitHub App that it needs, as GitHub's settings name it. */
  permission: string;
}

/** How long to stay away when GitHub names no time (its documentation asks for at least a minute). */
const unnamedPause = 60_000;
/** GitHub's own explanations are shown, but never without end. */
const longestExplanation = 300;

const failure = z.object({
  status: z.number(),
  message: z.string().catch(''),
  response: z
    .object({
      headers: z.record(z.string(), z.unknown()).catch({}),
      data: z.object({ message: z.string() }).optional().catch(undefined),
    })
    .optional(),
});

type Failure = z.infer<typeof failure>;

/** What GitHub refuses although every permission is there, by its words. */
const cures = [
  {
    says: /issue is locked|conversation is locked/i,
    text: 'the conversation is locked; unlock it',
  },
  {
    says: /was archived|is archived/i,
    text: 'the repository is archived, so that nobody can write there',
  },
];

/** The HTTP status of an answer that was an error; undefined when there was no answer at all. */
export function answeredStatus(error: unknown): number | undefined {
  const parsed = failure.safeParse(error);
  return parsed.success && parsed.data.response
    ? parsed.data.status
    : undefined;
}

/** The headers of an answer that was an error. */
export function answeredHeaders(error: unknown): Record<string, unknown> {
  const parsed = failure.safeParse(error);
  return (parsed.success && parsed.data.response?.headers) || {};
}

/** Whether a request was refused because of a key in its body that this version of the host does not know. */
export function refusesKey(error: unknown, key: string): boolean {
  const parsed = failure.safeParse(error);
  return (
    parsed.success &&
    parsed.data.status === 422 &&
    explanation(parsed.data).includes(key)
  );
}

/** Milliseconds for which a host asks to be left alone, because it was too much; undefined when the answer says something else. */
export function limitOf(error: unknown, now: Date): number | undefined {
  const parsed = failure.safeParse(error);
  return parsed.success && parsed.data.response
    ? rateLimitPause(parsed.data, now)
    : undefined;
}

/**
 * Sorts an error of a request by what to do next. 403 means three things at GitHub: a primary limit, a secondary limit and a missing permission.
 */
export function toOutcome(
  error: unknown,
  context: { repository: RepositoryRef; purpose: Purpose; now: Date },
): WaitingError | RefusedError {
  const { repository, purpose, now } = context;
  const slug = `${repository.owner}/${repository.name}`;
  const parsed = failure.safeParse(error);
  if (!parsed.success || !parsed.data.response) {
    const why = error instanceof Error ? error.message : String(error);
    return new WaitingError(`${repository.host} cannot be reached: ${why}`, {
      cause: error,
    });
  }
  const answer = parsed.data;
  const pause = rateLimitPause(answer, now);
  if (pause !== undefined) {
    return new WaitingError(
      `${repository.host} limits the rate of requests; the next look at ${slug} waits for that`,
      { afterMilliseconds: pause, cause: error },
    );
  }
  if (answer.status >= 500) {
    return new WaitingError(
      `${repository.host} answered with the error ${answer.status}`,
      { cause: error },
    );
  }
  return new RefusedError(refusal(answer, repository.host, slug, purpose), {
    cause: error,
  });
}

function refusal(
  answer: Failure,
  host: string,
  slug: string,
  { doing, permission }: Purpose,
): string {
  const said = explanation(answer);
  if (answer.status === 401) {
    return `${host} does not accept our credentials for ${slug} (${said}): renew the token or the GitHub App of ${host} under integrations.github`;
  }
  const cure = cures.find(({ says }) => says.test(said));
  if (cure) return `${host} does not let us ${doing} in ${slug}: ${cure.text}`;
  if (answer.status === 403) {
    const needed =
      headerOf(answer, 'x-accepted-github-permissions') ?? permission;
    return `${host} does not let us ${doing} in ${slug} (${said}): give the GitHub App or token of integrations.github the permission "${needed}", and accept it in the App's installation`;
  }
  return `${host} does not let us ${doing} in ${slug}: it answered ${answer.status} (${said})`;
}

function rateLimitPause(answer: Failure, now: Date): number | undefined {
  if (answer.status !== 403 && answer.status !== 429) return undefined;
  const retryAfter = Number(headerOf(answer, 'retry-after') ?? NaN);
  if (retryAfter >= 0) return Math.max(retryAfter, 1) * 1000;
  const reset = Number(headerOf(answer, 'x-ratelimit-reset') ?? NaN);
  if (headerOf(answer, 'x-ratelimit-remaining') === '0' && reset > 0) {
    return Math.max(reset * 1000 - serverTime(answer, now), 1000);
  }
  const limited =
    answer.status === 429 ||
    /rate limit|abuse detection/i.test(explanation(answer));
  return limited ? unnamedPause : undefined;
}

/** The reset is a time of GitHub's clock, so the pause is measured by it too. */
function serverTime(answer: Failure, now: Date): number {
  const time = Date.parse(headerOf(answer, 'date') ?? '');
  return Number.isNaN(time) ? now.getTime() : time;
}

function headerOf({ response }: Failure, name: string): string | undefined {
  const value = response?.headers[name];
  return value === undefined || value === '' ? undefined : String(value);
}

function explanation({ response, message }: Failure): string {
  return (response?.data?.message ?? message).slice(0, longestExplanation);
}
