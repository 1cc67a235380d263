import { createServer, RequestListener, Server } from 'node:http';
import { AddressInfo, Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

export interface ListenOptions {
  /** What listens, as people know it: `GitHub`. */
  name: string;
  /** 0 takes any free port. */
  port: number;
  host?: string;
}

export interface Listening {
  port: number;
  server: Server;
  /** Stops and cuts the connections that are open. */
  close(): Promise<void>;
  /** Stops, but answers who has connected already, for some seconds at most. */
  drain(): Promise<void>;
}

/** Thrown when another program holds a port that the sandbox needs. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';

  constructor(options: ListenOptions) {
    super(
      `Port ${options.port} (${options.name}) is taken by another program. ` +
        `Stop that program, or choose other ports with SANDBOX_PORT_BASE=N (UI N, backend N+7, GitHub N+8, gateway N+80).`,
    );
  }
}

/** Milliseconds that answers under way have when a server drains. */
const drainTime = 3_000;

/** Serves on the loopback address, unless another is asked for. Without a handler the caller adds its own at once. */
export async function listen(
  handler: RequestListener | undefined,
  options: ListenOptions,
): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: 30_000 });
  if (handler) server.on('request', handler);
  const sockets = new Set<Socket>();
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTakenError(options) : error),
    );
    server.listen(options.port, options.host ?? '127.0.0.1', resolve);
  });
  const end = (cut: () => void): Promise<void> =>
    new Promise(resolve => {
      server.close(() => resolve());
      cut();
    });
  const destroy = (): void => sockets.forEach(socket => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    server,
    close: () => end(destroy),
    drain: async () => {
      // A server that closes cuts who has connected but is not heard yet: one turn of the
      // event loop accepts the connection, the next one reads the request.
      await nextTurn();
      await nextTurn();
      await end(() => {
        server.closeIdleConnections();
        const timer = setTimeout(destroy, drainTime);
        server.once('close', () => clearTimeout(timer));
      });
    },
  };
}
