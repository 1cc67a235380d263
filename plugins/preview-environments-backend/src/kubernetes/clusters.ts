import { RefusedError } from '@previewenv/plugin-preview-environments-node';
import { HttpClusterClient } from './clusterClient';
import { accessFor, ClusterCredentials } from './credentials';
import { ApiServerAccess, Transport } from './transport';
import { ClusterClient } from './types';

/** The clusters of the configuration. Connections are made when first needed. */
export interface Clusters {
  readonly names: string[];
  /** Throws a RefusedError that names the configured clusters when there is no such one. */
  get(name: string): ClusterClient;
}

/** The standard limit on one request; a write needs a lease that lasts longer. */
const requestTimeoutMilliseconds = 10_000;

export class DefaultClusters implements Clusters {
  readonly #credentials: Record<string, ClusterCredentials>;
  readonly #version: string;
  readonly #timeoutMilliseconds: number;
  readonly #clients = new Map<string, ClusterClient>();
  readonly #transports: Transport[] = [];
  readonly #accesses = new Map<string, Promise<ApiServerAccess>>();

  constructor(options: {
    /** By the name in `previewEnvironments.clusters`. */
    credentials: Record<string, ClusterCredentials>;
    /** Of this package; it travels in the User-Agent. */
    version: string;
    timeoutMilliseconds?: number;
  }) {
    this.#credentials = options.credentials;
    this.#version = options.version;
    this.#timeoutMilliseconds =
      options.timeoutMilliseconds ?? requestTimeoutMilliseconds;
  }

  get names(): string[] {
    return Object.keys(this.#credentials);
  }

  get(name: string): ClusterClient {
    const known = this.#clients.get(name);
    if (known) return known;
    if (!Object.hasOwn(this.#credentials, name)) {
      throw new RefusedError(
        `There is no cluster ${name} in previewEnvironments.clusters; configured: ${
          this.names.join(', ') || 'none'
        }.`,
      );
    }
    const client = this.#connect(name);
    this.#clients.set(name, client);
    return client;
  }

  /** Loads the credentials of all clusters without a request; throws the first RefusedError. To be called at start. */
  async checkCredentials(): Promise<void> {
    for (const name of this.names) await this.#access(name);
  }

  /** Closes idle connections. */
  close(): void {
    for (const transport of this.#transports) transport.close();
  }

  #connect(name: string): ClusterClient {
    const transport = new Transport({
      access: () => this.#access(name),
      timeoutMilliseconds: this.#timeoutMilliseconds,
    });
    this.#transports.push(transport);
    return new HttpClusterClient({ name, transport, version: this.#version });
  }

  #access(name: string): Promise<ApiServerAccess> {
    const known = this.#accesses.get(name);
    if (known) return known;
    const access = accessFor(name, this.#credentials[name]);
    this.#accesses.set(name, access);
    // A file that is missing now may be there at the next request.
    access.catch(() => this.#accesses.delete(name));
    return access;
  }
}
