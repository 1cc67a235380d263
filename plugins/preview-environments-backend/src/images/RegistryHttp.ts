import { WaitingError } from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { pauseAfterLimit, retryAfter } from './rateLimit';

export interface RegistryHttpOptions {
  fetch: typeof fetch;
  /** How long one request may take. */
  timeoutMilliseconds: number;
  now: () => Date;
  /** Throws a RefusedError for what may not be asked. Undefined where the platform itself says what is asked. */
  requireAllowed?: (url: URL) => Promise<void>;
  /** Hosts, as in URLs, that the platform has configured to speak plain HTTP. */
  insecureHosts?: ReadonlySet<string>;
}

export interface RegistryRequest {
  method: 'GET' | 'HEAD' | 'POST';
  url: string;
  headers: Record<string, string>;
  body?: string;
  /** That machine was asked before, at another port. */
  isKnown?: boolean;
}

/**
 * Manifests are usually answered where they are asked for, and blobs are what registries keep elsewhere. Those that stand in front of others,
 * as registry.k8s.io does, redirect manifests too, once or twice.
 */
const mostRedirects = 3;
const redirects = [301, 302, 303, 307, 308];

/** Requests that are followed no further than is safe: definitions choose the registry, and the registry the addresses. */
export class RegistryHttp {
  readonly #options: RegistryHttpOptions;
  /** Until when a host wants to be left alone, in milliseconds: it has said so to one preview, and there are others. */
  readonly #leftAlone = new LRUCache<string, number>({ max: 200 });

  constructor(options: RegistryHttpOptions) {
    this.#options = options;
  }

  /** Follows redirects, but never to plain HTTP where that is not configured, and tells no other origin who we are. */
  async follow({
    authorization,
    ...request
  }: RegistryRequest & {
    authorization: string | undefined;
  }): Promise<Response> {
    const origin = new URL(request.url);
    let url = origin;
    for (let step = 0; step <= mostRedirects; step++) {
      const tells = url.origin === origin.origin && authorization;
      const answer = await this.send({
        ...request,
        url: url.href,
        headers: { ...request.headers, ...(tells && { authorization }) },
      });
      const location = answer.headers.get('location');
      if (!redirects.includes(answer.status) || !location)
        return requireNoQuestion(answer, { origin, url });
      await answer.body?.cancel();
      if (!URL.canParse(location, url)) break;
      url = new URL(location, url);
      if (!this.#mayFollow(url, origin)) break;
    }
    throw new WaitingError(
      `${origin.host} sends us elsewhere for a manifest, too often or away from HTTPS`,
    );
  }

  /** The answer, whatever its status but 429, after which the host is left alone for a while. A redirect is an answer. */
  async send({
    method,
    url,
    headers,
    body,
    isKnown = false,
  }: RegistryRequest): Promise<Response> {
    const address = new URL(url);
    const { host } = address;
    const left = (this.#leftAlone.get(host) ?? 0) - this.#time();
    if (left > 0) throw limited(host, left);
    if (!isKnown) await this.#options.requireAllowed?.(address);
    let answer: Response;
    try {
      answer = await this.#options.fetch(url, {
        method,
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#options.timeoutMilliseconds),
      });
    } catch (error) {
      throw new WaitingError(`${host} cannot be reached: ${causeOf(error)}`, {
        cause: error,
      });
    }
    if (answer.status !== 429) return answer;
    await answer.body?.cancel();
    const pause = pauseAfterLimit(answer.headers);
    this.#leftAlone.set(host, this.#time() + pause);
    throw limited(host, pause);
  }

  #mayFollow({ protocol, host }: URL, origin: URL): boolean {
    if (protocol === 'https:') return true;
    return (
      protocol === 'http:' &&
      origin.protocol === 'http:' &&
      (host === origin.host || this.#options.insecureHosts?.has(host) === true)
    );
  }

  #time(): number {
    return this.#options.now().getTime();
  }
}

/** Who is asked for by another origin is for nobody to answer: we are somebody to the registry alone, and tell it at its own address. */
async function requireNoQuestion(
  answer: Response,
  { origin, url }: { origin: URL; url: URL },
): Promise<Response> {
  if (answer.status !== 401 || url.origin === origin.origin) return answer;
  await answer.body?.cancel();
  throw new WaitingError(
    `${origin.host} sends us to ${url.host} for a manifest, which asks who we are: name the image as it is called there`,
  );
}

function limited(host: string, afterMilliseconds: number): WaitingError {
  return new WaitingError(
    `${host} limits the rate of requests: a user under previewEnvironments.registries may have a higher limit`,
    { afterMilliseconds },
  );
}

/** A status that says nothing about the image. */
export function outage(
  host: string,
  { status, headers }: Response,
): WaitingError {
  const afterMilliseconds = retryAfter(headers);
  return new WaitingError(
    `${host} answered with ${status}`,
    afterMilliseconds === undefined ? {} : { afterMilliseconds },
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
