import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';

export interface WebOptions {
  fetch: typeof fetch;
  /** Called right before each write; throws when one that may take so long must not begin any more (rule 7.3). */
  requireTimeToWrite: (timeoutMilliseconds: number) => void;
}

const timeoutMilliseconds = 10_000;
/** An answer names one build; more of it is not read. */
const mostBytes = 100_000;
/** Nobody is believed for longer who wants to be left alone. */
const longestPauseMilliseconds = 60 * 60_000;

/** Posts JSON to an address of the platform's configuration. Redirects are not followed: nobody has allowed where they lead. */
export class Web {
  readonly #options: WebOptions;

  constructor(options: WebOptions) {
    this.#options = options;
  }

  /** The JSON of the answer; undefined when it is none. Throws a WaitingError for what passes by itself, else a RefusedError. */
  async post(
    url: string,
    headers: Record<string, string>,
    body: string,
  ): Promise<unknown> {
    this.#options.requireTimeToWrite(timeoutMilliseconds);
    const { host } = new URL(url);
    let answer: Response;
    let text: string;
    try {
      answer = await this.#options.fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMilliseconds),
      });
      text = await beginningOf(answer);
    } catch (error) {
      throw new WaitingError(`${host} cannot be reached`, { cause: error });
    }
    if (answer.ok) return parse(text);
    const seconds = Number(answer.headers.get('retry-after') ?? NaN);
    const message = `${host} answered with ${answer.status}`;
    if (answer.status === 429 || answer.status >= 500)
      throw new WaitingError(
        message,
        seconds > 0
          ? {
              afterMilliseconds: Math.min(
                seconds * 1_000,
                longestPauseMilliseconds,
              ),
            }
          : {},
      );
    throw new RefusedError(message);
  }
}

/** Whatever comes after as much as anybody needs is left where it is. */
async function beginningOf({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > mostBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whoever answers with something else has nothing to tell.
    return undefined;
  }
}
