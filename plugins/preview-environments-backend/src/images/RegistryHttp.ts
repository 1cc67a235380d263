import { WaitingError } from '@previewenv/plugin-preview-environments-node';

export interface RegistryHttpOptions {
  fetch: typeof fetch;
  /** How long one request may take. */
  timeoutMilliseconds: number;
}

export interface RegistryRequest {
  method: 'GET' | 'HEAD';
  url: string;
  accept: string;
  authorization: string | undefined;
}

/** Registries that keep manifests elsewhere redirect once or twice. */
const mostRedirects = 3;
const redirects = [301, 302, 303, 307, 308];

/** Requests that are followed no further than is safe: definitions choose the registry, and the registry the addresses. */
export class RegistryHttp {
  readonly #options: RegistryHttpOptions;

  constructor(options: RegistryHttpOptions) {
    this.#options = options;
  }

  /** Follows redirects, but never from HTTPS to HTTP, and tells no other origin who we are. */
  async follow(request: RegistryRequest): Promise<Response> {
    const origin = new URL(request.url);
    let url = origin;
    for (let step = 0; step <= mostRedirects; step++) {
      const authorization =
        url.origin === origin.origin ? request.authorization : undefined;
      const answer = await this.send({
        ...request,
        url: url.href,
        authorization,
      });
      const location = answer.headers.get('location');
      if (!redirects.includes(answer.status) || !location) return answer;
      await answer.body?.cancel();
      if (!URL.canParse(location, url)) break;
      url = new URL(location, url);
      if (url.protocol !== 'https:' && url.protocol !== origin.protocol) break;
    }
    throw new WaitingError(
      `${origin.host} sends us elsewhere for a manifest, too often or away from HTTPS`,
    );
  }

  /** The answer, whatever its status. A redirect is an answer. */
  async send({
    method,
    url,
    accept,
    authorization,
  }: RegistryRequest): Promise<Response> {
    try {
      return await this.#options.fetch(url, {
        method,
        headers: { accept, ...(authorization ? { authorization } : {}) },
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#options.timeoutMilliseconds),
      });
    } catch (error) {
      throw new WaitingError(
        `${new URL(url).host} cannot be reached: ${causeOf(error)}`,
        { cause: error },
      );
    }
  }
}

/** A status that says nothing about the image. */
export function outage(
  host: string,
  { status, headers }: Response,
): WaitingError {
  const seconds = Number(headers.get('retry-after') ?? NaN);
  return new WaitingError(
    status === 429
      ? `${host} limits the rate of requests`
      : `${host} answered with ${status}`,
    seconds > 0 ? { afterMilliseconds: seconds * 1000 } : {},
  );
}

/** A body of at most so many bytes; an outage of the host when it is longer or breaks off. */
export async function readBody(
  answer: Response,
  host: string,
  mostBytes: number,
): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of answer.body ?? []) {
      size += chunk.length;
      if (size > mostBytes) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new WaitingError(`${host} broke off its answer: ${causeOf(error)}`, {
      cause: error,
    });
  }
  if (size <= mostBytes) return Buffer.concat(chunks);
  throw new WaitingError(
    `${host} answered with more than the ${mostBytes} bytes that are read`,
  );
}

/** Fetch says no more than "fetch failed"; what happened is in the cause. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause ?? error : error;
  return cause instanceof Error ? cause.message : String(cause);
}
