import {
  Agent as HttpAgent,
  IncomingMessage,
  request as httpRequest,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { TimeLimit } from './timeLimit';
import { KubernetesError, parseStatusBody, RequestDescription } from './errors';

/** Where an API server is, and how we prove who we are. */
export interface ApiServerAccess {
  /** `https://10.0.0.1:6443`, also with a path, as behind Rancher. */
  server: string;
  /** Called before every request, so that tokens are renewed. */
  authenticate(): Promise<RequestAuthentication>;
}

export interface RequestAuthentication {
  headers: Record<string, string>;
  /** Basic authentication, `user:password`. */
  auth?: string;
  tls?: {
    ca?: Buffer | string;
    cert?: Buffer | string;
    key?: Buffer | string;
    servername?: string;
    rejectUnauthorized?: boolean;
  };
}

export interface TransportRequest {
  description: RequestDescription;
  query?: Record<string, string | number | boolean | undefined>;
  body?: object;
  contentType?: string;
  userAgent: string;
  signal?: AbortSignal;
}

/** Why a kept connection failed before the server can have read the request. */
class StaleConnection extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause });
  }
}

class StaleConnectionError extends KubernetesError {}

/** One cluster's connections: one keep-alive agent, our own JSON, a limit on the time of every request. */
export class Transport {
  readonly #access: () => Promise<ApiServerAccess>;
  readonly #timeoutMilliseconds: number;
  // Unlimited: every watch holds a socket for as long as it lasts, and a limit would let watches starve requests.
  readonly #http = new HttpAgent({ keepAlive: true });
  readonly #https = new HttpsAgent({ keepAlive: true });

  constructor(options: {
    access: () => Promise<ApiServerAccess>;
    timeoutMilliseconds: number;
  }) {
    this.#access = options.access;
    this.#timeoutMilliseconds = options.timeoutMilliseconds;
  }

  get timeoutMilliseconds(): number {
    return this.#timeoutMilliseconds;
  }

  /** The text of a successful answer. The request is aborted at the timeout, body included. */
  async send(request: TransportRequest): Promise<string> {
    try {
      return await this.#attempt(request);
    } catch (error) {
      // The server closed an idle connection just as we took it; a read may simply be asked again.
      if (error instanceof StaleConnectionError && isRead(request)) {
        return await this.#attempt(request);
      }
      throw error;
    }
  }

  /** The body of a successful answer, as it comes in. Only the wait for the answer's head is limited in time. */
  async open(request: TransportRequest): Promise<IncomingMessage> {
    const limit = new TimeLimit(this.#timeoutMilliseconds, request.signal);
    try {
      return await this.#exchange(request, limit.signal);
    } catch (error) {
      throw this.#failure(request, error, limit);
    } finally {
      limit.clear();
    }
  }

  /** Closes idle connections. */
  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }

  async #attempt(request: TransportRequest): Promise<string> {
    const limit = new TimeLimit(this.#timeoutMilliseconds, request.signal);
    try {
      return await readText(await this.#exchange(request, limit.signal));
    } catch (error) {
      throw this.#failure(request, error, limit);
    } finally {
      limit.clear();
    }
  }

  async #exchange(
    request: TransportRequest,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    // An exec plugin may hang as well.
    const { url, authentication } = await untilAborted(
      this.#prepare(request),
      signal,
    );
    const response = await this.#dial(url, request, authentication, signal);
    const status = response.statusCode ?? 0;
    if (status >= 200 && status < 300) return response;
    const body = parseStatusBody(await readText(response));
    throw new KubernetesError(request.description, { status, body });
  }

  async #prepare(request: TransportRequest) {
    const access = await this.#access();
    return {
      url: locate(access.server, request),
      authentication: await access.authenticate(),
    };
  }

  #dial(
    url: URL,
    request: TransportRequest,
    authentication: RequestAuthentication,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const secure = url.protocol === 'https:';
    const body = request.body && JSON.stringify(request.body);
    return new Promise((resolve, reject) => {
      const outgoing = (secure ? httpsRequest : httpRequest)(
        url,
        {
          method: request.description.method,
          agent: secure ? this.#https : this.#http,
          signal,
          auth: authentication.auth,
          ...authentication.tls,
          headers: {
            accept: 'application/json',
            'user-agent': request.userAgent,
            ...(body && {
              'content-type': request.contentType ?? 'application/json',
              'content-length': Buffer.byteLength(body),
            }),
            ...authentication.headers,
          },
        },
        resolve,
      );
      outgoing.on('error', (error: NodeJS.ErrnoException) =>
        reject(
          outgoing.reusedSocket && error.code === 'ECONNRESET'
            ? new StaleConnection(error)
            : error,
        ),
      );
      outgoing.end(body);
    });
  }

  #failure(request: TransportRequest, error: unknown, limit: TimeLimit): Error {
    if (error instanceof KubernetesError) return error;
    let detail = error instanceof Error ? error.message : String(error);
    if (limit.passed) {
      detail = `no answer within ${this.#timeoutMilliseconds / 1000} s`;
    }
    const Kind =
      error instanceof StaleConnection ? StaleConnectionError : KubernetesError;
    return new Kind(request.description, { detail }, { cause: error });
  }
}

function isRead(request: TransportRequest): boolean {
  return request.description.method === 'GET';
}

function locate(server: string, request: TransportRequest): URL {
  const url = new URL(server);
  url.pathname = url.pathname.replace(/\/$/, '') + request.description.path;
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', abort));
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  let text = '';
  response.setEncoding('utf8');
  for await (const chunk of response) text += chunk;
  return text;
}
