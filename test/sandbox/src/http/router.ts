import { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { Exchange, json, readBody, Reply } from './exchange';

export type Handler = (exchange: Exchange) => Reply | Promise<Reply>;

interface Route {
  method: string;
  pattern: RegExp;
  names: string[];
  handler: Handler;
}

/** `:name` takes one segment, `*name` the rest of the path. */
function compile(path: string): { pattern: RegExp; names: string[] } {
  const names: string[] = [];
  const source = path
    .split('/')
    .map(segment => {
      const [, sigil, name] = /^([:*])(\w+)$/.exec(segment) ?? [];
      if (!name) return segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      names.push(name);
      return sigil === '*' ? '(.*)' : '([^/]+)';
    })
    .join('/');
  return { pattern: new RegExp(`^${source}$`), names };
}

/** Finds the handler of a request; the first that fits answers. */
export class Router {
  readonly #routes: Route[] = [];

  on(method: string, path: string, handler: Handler): this {
    this.#routes.push({ method, ...compile(path), handler });
    return this;
  }

  /** Undefined when no route fits. HEAD is answered as GET. */
  async handle(
    exchange: Exchange,
    path: string = exchange.url.pathname,
  ): Promise<Reply | undefined> {
    const method = exchange.method === 'HEAD' ? 'GET' : exchange.method;
    for (const route of this.#routes) {
      const match = route.method === method && route.pattern.exec(path);
      if (!match) continue;
      const params = Object.fromEntries(
        route.names.map((name, index) => [
          name,
          decodeURIComponent(match[index + 1]),
        ]),
      );
      return route.handler({ ...exchange, params });
    }
    return undefined;
  }
}

/** Sends what was answered; a handler that throws is a 500 that says so. */
export function serve(answer: Handler): RequestListener {
  return async (request: IncomingMessage, response: ServerResponse) => {
    let reply: Reply;
    try {
      const body = await readBody(request);
      const url = new URL(
        request.url ?? '/',
        `http://${request.headers.host ?? 'localhost'}`,
      );
      reply = await answer({
        method: request.method ?? 'GET',
        url,
        params: {},
        headers: request.headers,
        body,
      });
    } catch (error) {
      reply = json(500, {
        message: error instanceof Error ? error.message : String(error),
      });
    }
    const body = reply.body ?? '';
    const empty =
      request.method === 'HEAD' || reply.status === 204 || reply.status === 304;
    response.writeHead(reply.status, {
      ...reply.headers,
      ...(reply.status === 204 || reply.status === 304
        ? {}
        : { 'content-length': String(Buffer.byteLength(body)) }),
    });
    response.end(empty ? undefined : body);
  };
}
