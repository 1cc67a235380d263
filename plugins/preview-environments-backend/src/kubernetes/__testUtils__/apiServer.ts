import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { ApiServerAccess } from '../transport';

/** What the stand-in was asked. */
export interface Received {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

type Handler = (request: Received, response: ServerResponse) => void;

/** An HTTP server on this machine whose answers the test decides. */
export class ApiServer {
  readonly received: Received[] = [];
  handler: Handler = (_, response) => json(response, 200, {});
  #server: Server | undefined;
  #connections = 0;

  async start(): Promise<void> {
    const server = createServer(async (request, response) => {
      const url = new URL(request.url ?? '/', 'http://localhost');
      let body = '';
      for await (const chunk of request) body += chunk;
      const received = {
        method: request.method ?? '',
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        body,
      };
      this.received.push(received);
      this.handler(received, response);
    });
    server.on('connection', () => {
      this.#connections += 1;
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    server?.closeAllConnections();
    await new Promise(resolve => server?.close(resolve));
  }

  get url(): string {
    const { port } = this.#server?.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  get connections(): number {
    return this.#connections;
  }

  /** Access with a token; `path` is put behind the address. */
  access(path = ''): () => Promise<ApiServerAccess> {
    return async () => ({
      server: this.url + path,
      authenticate: async () => ({
        headers: { Authorization: 'Bearer secret-token' },
      }),
    });
  }
}

export function json(
  response: ServerResponse,
  status: number,
  body: object,
): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** A `Status` answer, as the API server gives it. */
export function statusBody(
  code: number,
  reason: string,
  message: string,
  details: object = {},
): object {
  return { kind: 'Status', status: 'Failure', code, reason, message, details };
}
