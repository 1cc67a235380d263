/** Stands for the pod network: which loopback port answers for an address and port inside the cluster. */
export class Network {
  readonly #ports = new Map<string, number>();

  /** Until the returned function is called, `address:port` is the loopback port. */
  attach(address: string, port: number, loopbackPort: number): () => void {
    const key = `${address}:${port}`;
    this.#ports.set(key, loopbackPort);
    return () => {
      if (this.#ports.get(key) === loopbackPort) this.#ports.delete(key);
    };
  }

  /** Undefined: nothing listens there, a connection is refused. */
  portOf(address: string, port: number): number | undefined {
    return this.#ports.get(`${address}:${port}`);
  }
}
