import { connect, createServer, Server, Socket } from 'node:net';

/** The way from the backend to the API server, which a test can shut: a cluster that can't be reached. */
export class ClusterDoor {
  readonly #target = 6443;
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;

  constructor(readonly port: number) {}

  async open(): Promise<void> {
    if (this.#server) return;
    const server = createServer(accepted => {
      const onward = connect(this.#target, '127.0.0.1');
      accepted.pipe(onward).pipe(accepted);
      for (const socket of [accepted, onward]) {
        this.#sockets.add(socket);
        socket.on('close', () => this.#sockets.delete(socket));
        socket.on('error', () => {
          accepted.destroy();
          onward.destroy();
        });
      }
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(this.port, '127.0.0.1', resolve);
    });
    this.#server = server;
  }

  /** Cuts what is connected, and lets nobody in. */
  async shut(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    for (const socket of this.#sockets) socket.destroy();
    await new Promise(resolve => server?.close(resolve) ?? resolve(undefined));
  }
}
