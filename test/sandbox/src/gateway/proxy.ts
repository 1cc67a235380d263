import {
  IncomingHttpHeaders,
  IncomingMessage,
  OutgoingHttpHeaders,
  request as httpRequest,
  ServerResponse,
} from 'node:http';
import { listen, Listening } from '../http';
import { Cluster } from '../kubernetes';
import { ServiceNames } from '../services';
import { isPermitted } from './grants';
import { BackendRef, Filter, HeaderChange, HttpRoute } from './kinds';
import { select } from './matching';

/** Milliseconds that a backend has to answer. */
const patience = 30_000;

/** Headers that speak of one connection only. */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function change(
  headers: OutgoingHttpHeaders,
  changes: HeaderChange | undefined,
): void {
  for (const { name, value } of changes?.set ?? [])
    headers[name.toLowerCase()] = value;
  for (const { name, value } of changes?.add ?? []) {
    const before = headers[name.toLowerCase()];
    headers[name.toLowerCase()] =
      before === undefined ? value : [before, value].flat().map(String);
  }
  for (const name of changes?.remove ?? []) delete headers[name.toLowerCase()];
}

const passable = (headers: IncomingHttpHeaders): OutgoingHttpHeaders =>
  Object.fromEntries(
    Object.entries(headers).filter(([name]) => !hopByHop.has(name)),
  );

/** The gateway's data plane: an HTTP proxy that follows HTTPRoutes as they are at the moment of each request. */
export class GatewayProxy {
  readonly #cluster: Cluster;
  readonly #names: ServiceNames;
  #listening: Listening | undefined;
  #turn = 0;

  constructor(options: { cluster: Cluster; names: ServiceNames }) {
    this.#cluster = options.cluster;
    this.#names = options.names;
  }

  async start(port: number): Promise<number> {
    this.#listening = await listen(
      (request, response) => this.#serve(request, response),
      { name: 'gateway', port },
    );
    return this.#listening.port;
  }

  async stop(): Promise<void> {
    await this.#listening?.close();
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://gateway');
    const selected = select(this.#cluster, this.#listening!.port, {
      host: (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase(),
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
    });
    if (!selected) {
      fail(response, 404, 'no route matches this host and path');
      return;
    }
    const { route, rule } = selected;
    const backend = this.#choose(rule.backendRefs ?? []);
    if (!backend || !isPermitted(this.#cluster, route, backend)) {
      fail(response, 500, 'the route has no valid backend');
      return;
    }
    this.#forward(request, response, {
      route,
      backend,
      filters: rule.filters ?? [],
    });
  }

  /** Each backend in turn, as often as it weighs. */
  #choose(backends: BackendRef[]): BackendRef | undefined {
    const total = backends.reduce((sum, { weight = 1 }) => sum + weight, 0);
    if (!total) return undefined;
    let at = this.#turn++ % total;
    return backends.find(({ weight = 1 }) => {
      at -= weight;
      return at < 0;
    });
  }

  #forward(
    incoming: IncomingMessage,
    response: ServerResponse,
    {
      route,
      backend,
      filters,
    }: { route: HttpRoute; backend: BackendRef; filters: Filter[] },
  ): void {
    const found = this.#names.resolveService(
      backend.namespace ?? route.metadata.namespace!,
      backend.name,
      backend.port ?? 80,
    );
    if (found.kind !== 'found') {
      fail(
        response,
        found.kind === 'unknown' ? 500 : 503,
        found.kind === 'unknown'
          ? 'the backend does not exist'
          : 'no healthy upstream',
      );
      return;
    }
    const headers = passable(incoming.headers);
    headers['x-forwarded-for'] = incoming.socket.remoteAddress;
    headers['x-forwarded-host'] = incoming.headers.host;
    headers['x-forwarded-proto'] = 'http';
    for (const filter of filters) change(headers, filter.requestHeaderModifier);
    const outgoing = httpRequest(
      {
        host: '127.0.0.1',
        port: found.port,
        method: incoming.method,
        path: incoming.url,
        headers,
        timeout: patience,
        agent: false,
      },
      answer => {
        const answered = passable(answer.headers);
        for (const filter of filters)
          change(answered, filter.responseHeaderModifier);
        response.writeHead(answer.statusCode ?? 502, answered);
        answer.pipe(response);
      },
    );
    outgoing.on('timeout', () =>
      outgoing.destroy(new Error('upstream request timeout')),
    );
    outgoing.on('error', error => {
      if (response.headersSent) response.destroy(error);
      else
        fail(
          response,
          error.message.includes('timeout') ? 504 : 503,
          'upstream connect error',
        );
    });
    response.on('close', () => outgoing.destroy());
    incoming.pipe(outgoing);
  }
}

function fail(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${message}\n`);
}
