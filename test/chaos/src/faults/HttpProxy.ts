import {
  Agent,
  createServer,
  IncomingHttpHeaders,
  IncomingMessage,
  request as httpRequest,
  Server,
  ServerResponse,
} from 'node:http';
import { Agent as TlsAgent, request as httpsRequest } from 'node:https';
import { AddressInfo, Socket } from 'node:net';

/** A request on its way to the server behind the proxy. */
export interface PassingRequest {
  method: string;
  /** Path with query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface PassingAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What becomes of a request: an answer, a connection that is cut, or an answer that is passed on as it comes. */
export type Outcome = PassingAnswer | 'cut' | 'stream';

export type Handle = (
  request: PassingRequest,
  forward: () => Promise<PassingAnswer>,
) => Promise<Outcome>;

async function read(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export interface ProxyTarget {
  host: string;
  port: number;
  /** Of the server's certificate; it is spoken to by plain HTTP when undefined. */
  ca?: Buffer;
}

/** Stands between a backend, which talks to it by plain HTTP, and a server. Its port stays the same when it is closed for a while. */
export class HttpProxy {
  readonly #target: ProxyTarget;
  readonly #handle: Handle;
  readonly #agent: Agent;
  readonly #sockets = new Set<Socket>();
  readonly #streams = new Set<ServerResponse>();
  #server: Server | undefined;
  #port = 0;

  constructor(options: { target: ProxyTarget; handle: Handle }) {
    this.#target = options.target;
    const kept = { keepAlive: true, maxSockets: 64 };
    this.#agent = options.target.ca ? new TlsAgent(kept) : new Agent(kept);
    this.#handle = options.handle;
  }

  get port(): number {
    return this.#port;
  }

  /** Streams that are being passed on. */
  get streams(): ReadonlySet<ServerResponse> {
    return this.#streams;
  }

  async open(): Promise<void> {
    if (this.#server) return;
    const server = createServer(
      { keepAliveTimeout: 30_000 },
      (request, response) => {
        this.#pass(request, response).catch(error => response.destroy(error));
      },
    );
    server.on('connection', socket => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      // The other side may go at any moment; that is what a proxy of faults is for.
      socket.on('error', () => socket.destroy());
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, '127.0.0.1', resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  /** Closes the listener and cuts every connection. */
  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#server = undefined;
    const closed = new Promise<void>(resolve => server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  async #pass(
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const request: PassingRequest = {
      method: incoming.method ?? 'GET',
      url: incoming.url ?? '/',
      headers: incoming.headers,
      body: await read(incoming),
    };
    const outcome = await this.#handle(request, () => this.#forward(request));
    if (outcome === 'cut') response.destroy();
    else if (outcome === 'stream') await this.#stream(request, response);
    else answer(response, outcome, request.method);
  }

  async #forward(request: PassingRequest): Promise<PassingAnswer> {
    const message = await this.#ask(request);
    return {
      status: message.statusCode ?? 502,
      headers: message.headers,
      body: await read(message),
    };
  }

  async #stream(
    request: PassingRequest,
    response: ServerResponse,
  ): Promise<void> {
    const controller = new AbortController();
    response.on('close', () => controller.abort());
    const message = await this.#ask(request, controller.signal);
    response.writeHead(message.statusCode ?? 502, message.headers);
    response.flushHeaders();
    this.#streams.add(response);
    response.on('close', () => this.#streams.delete(response));
    message.on('error', () => response.destroy());
    message.pipe(response);
  }

  #ask(
    { method, url, headers, body }: PassingRequest,
    signal?: AbortSignal,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const ask = this.#target.ca ? httpsRequest : httpRequest;
      const outgoing = ask(
        {
          ...this.#target,
          method,
          path: url,
          headers: { ...headers, connection: 'keep-alive' },
          agent: signal ? undefined : this.#agent,
          signal,
        },
        resolve,
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }
}

function answer(
  response: ServerResponse,
  { status, headers, body }: PassingAnswer,
  method: string,
): void {
  const {
    connection: _connection,
    'transfer-encoding': _encoding,
    ...passed
  } = headers;
  const bodiless = status === 204 || status === 304;
  response.writeHead(status, {
    ...passed,
    ...(bodiless ? {} : { 'content-length': body.length }),
  });
  response.end(bodiless || method === 'HEAD' ? undefined : body);
}
