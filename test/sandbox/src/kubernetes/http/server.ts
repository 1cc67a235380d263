import { IncomingMessage, ServerResponse } from 'node:http';
import { listen, Listening, readBody } from '../../http';
import { ApiError, noSuchPath, notFound, unauthorized } from '../apiError';
import { Cluster } from '../cluster';
import { AuditLog } from './audit';
import { discover } from './discovery';
import { answer, ApiAnswer, ApiRequest, LogSource } from './requests';
import { reviewSelf } from './selfSubjectReview';
import { parseTarget } from './target';
import { Watch } from './watch';

export interface ApiServerOptions {
  cluster: Cluster;
  port: number;
  /** The bearer token of the one user, who may do everything. */
  token: string;
  logs: LogSource;
}

const verbs: Record<string, string> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};
const alive = new Set(['/healthz', '/livez', '/readyz']);

/** The Kubernetes API over plain HTTP. */
export class ApiServer {
  readonly audit = new AuditLog();
  readonly #options: ApiServerOptions;
  readonly #watches = new Set<Watch>();
  #listening: Listening | undefined;

  constructor(options: ApiServerOptions) {
    this.#options = options;
  }

  /** Answers the port that it listens on. */
  async start(): Promise<number> {
    this.#listening = await listen(
      (request, response) => void this.#serve(request, response),
      {
        name: 'Kubernetes API',
        port: this.#options.port,
      },
    );
    return this.#listening.port;
  }

  async stop(): Promise<void> {
    this.dropWatches();
    await this.#listening?.close();
  }

  /** Ends all watches, as a server does that is restarted. */
  dropWatches(): void {
    for (const watch of this.#watches) watch.stop();
    this.#watches.clear();
  }

  async #serve(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://kubernetes');
    try {
      if (alive.has(url.pathname)) {
        response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
        return;
      }
      if (request.headers.authorization !== `Bearer ${this.#options.token}`)
        throw unauthorized();
      const discovered =
        this.#control(request, url) ??
        reviewSelf(request.method, url.pathname) ??
        discover(url.pathname, `127.0.0.1:${this.#listening?.port}`);
      if (discovered !== undefined)
        send(response, { code: 200, value: discovered });
      else await this.#serveResource(request, response, url);
    } catch (error) {
      send(response, refusal(error));
    }
  }

  /** Beside the API: what was written through it. */
  #control(request: IncomingMessage, url: URL): unknown {
    if (url.pathname !== '/_/audit') return undefined;
    if (request.method === 'DELETE') this.audit.clear();
    return this.audit.report();
  }

  async #serveResource(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> {
    const target = parseTarget(url.pathname);
    if (!target) throw noSuchPath();
    const query = url.searchParams;
    if (
      request.method === 'GET' &&
      ['true', '1'].includes(query.get('watch') ?? '')
    ) {
      const watch = new Watch({
        storage: this.#options.cluster.storage,
        target,
        query,
        response,
      });
      this.#watches.add(watch);
      response.on('close', () => this.#watches.delete(watch));
      watch.start();
      return;
    }
    if (target.subresource === 'log' && target.name !== undefined) {
      if (
        !this.#options.cluster.storage.get(
          target.resource,
          target.namespace,
          target.name,
        )
      ) {
        throw notFound(target.resource, target.name);
      }
      const logs = this.#options.logs({
        namespace: target.namespace!,
        pod: target.name,
        container: query.get('container') ?? undefined,
        tailLines: query.has('tailLines')
          ? Number(query.get('tailLines'))
          : undefined,
      });
      response.writeHead(200, { 'content-type': 'text/plain' }).end(logs);
      return;
    }
    const apiRequest: ApiRequest = {
      method: request.method ?? 'GET',
      target,
      query,
      contentType: (request.headers['content-type'] ?? '').split(';')[0].trim(),
      userAgent: request.headers['user-agent'] ?? '',
      body: await readBody(request),
    };
    this.#answer(apiRequest, response);
  }

  #answer(request: ApiRequest, response: ServerResponse): void {
    let result: ApiAnswer;
    try {
      result = answer(this.#options.cluster, request);
    } catch (error) {
      result = refusal(error);
    }
    const { target, method, query } = request;
    if (method !== 'GET') {
      this.audit.add({
        at: this.#options.cluster.storage.timestamp(),
        user: request.userAgent,
        verb: verbs[method] ?? method,
        resource: target.resource.plural,
        namespace: target.namespace,
        name:
          target.name ??
          (result.value as { metadata?: { name?: string } }).metadata?.name,
        subresource: target.subresource,
        dryRun: query.has('dryRun'),
        code: result.code,
      });
    }
    send(response, result);
  }
}

function refusal(error: unknown): ApiAnswer {
  if (error instanceof ApiError)
    return { code: error.status.code, value: error.status };
  const message = `Internal error occurred: ${
    error instanceof Error ? error.message : String(error)
  }`;
  const { status } = new ApiError({
    code: 500,
    reason: 'InternalError',
    message,
  });
  return { code: 500, value: status };
}

function send(response: ServerResponse, { code, value }: ApiAnswer): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify(value));
}
