import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import {
  ClusterClient,
  Gateway,
  KubernetesObject,
  withOutcomes,
} from '../kubernetes';
import { GatewaySettings } from './edgeRoute';

/** Where the gateway listens. Only ever from configuration or the Gateway's status, never from a definition (rule 7.7). */
export interface GatewayAddress {
  host: string;
  port: number;
  scheme: 'http' | 'https';
}

interface Listener {
  name: string;
  port: number;
  protocol: string;
}

/** What URLs of previews begin with. */
export interface PublicAddress {
  publicScheme: 'http' | 'https';
  publicPort: number;
}

const standardPorts = { http: 80, https: 443 };

/** The shared Gateway of a cluster: where probes dial it, and how people reach it. */
export class SharedGateway {
  readonly #client: ClusterClient;
  readonly #settings: GatewaySettings;
  readonly #configured: Partial<PublicAddress>;
  #listener: Listener | undefined;

  constructor(options: {
    client: ClusterClient;
    settings: GatewaySettings;
    /** What the configuration says of the public side; the listener says the rest (rule 7.27). */
    publicAddress: Partial<PublicAddress>;
  }) {
    this.#client = options.client;
    this.#settings = options.settings;
    this.#configured = options.publicAddress;
  }

  /** Where to dial: a configured address, else the first of the Gateway's own. A live read. */
  async address(): Promise<GatewayAddress> {
    const { live, listener } = await this.#read();
    const scheme = schemeOf(listener);
    const address = this.#settings.addresses?.[0] ?? addressInStatus(live);
    if (!address) throw new WaitingError(`${this.#where} has no address yet.`);
    const { host, port = listener.port } = splitPort(address);
    return { host, port, scheme };
  }

  /** The Gateway itself, by a live read. */
  async live(): Promise<KubernetesObject> {
    return (await this.#read()).live;
  }

  /** Reads the Gateway, so that its listener is known. Throws what keeps previews from being reached. */
  async learn(): Promise<void> {
    await this.#read();
  }

  /** How people reach the gateway, as far as the listener has been seen; https until then. */
  publicAddress(): PublicAddress {
    const { publicScheme, publicPort } = this.#configured;
    if (publicScheme) {
      return {
        publicScheme,
        publicPort: publicPort ?? standardPorts[publicScheme],
      };
    }
    const seen = this.#listener;
    const scheme = seen ? schemeOf(seen) : 'https';
    return {
      publicScheme: scheme,
      publicPort: publicPort ?? seen?.port ?? standardPorts[scheme],
    };
  }

  get #where(): string {
    return `Gateway ${this.#settings.namespace}/${this.#settings.name}`;
  }

  async #read(): Promise<{ live: KubernetesObject; listener: Listener }> {
    const { namespace, name } = this.#settings;
    const live = await withOutcomes(() =>
      this.#client.get({ resource: Gateway, namespace, name }),
    );
    if (!live) {
      throw new RefusedError(
        `${
          this.#where
        } does not exist; check gateway.namespace and gateway.name of the cluster's configuration.`,
      );
    }
    this.#listener = listenerOf(live, this.#settings, this.#where);
    return { live, listener: this.#listener };
  }
}

/** `10.0.0.1`, `10.0.0.1:8080`, `fd00::1`, `[fd00::1]:8080`: an IPv6 address has a port outside of brackets only. */
function splitPort(address: string): { host: string; port?: number } {
  const [, bracketed, plain, port] =
    /^(?:\[(.*)\]|([^:]*))(?::(\d+))?$/.exec(address) ?? [];
  return {
    host: bracketed ?? plain ?? address,
    ...(port && { port: Number(port) }),
  };
}

function schemeOf({ protocol }: Listener): 'http' | 'https' {
  return protocol === 'HTTPS' ? 'https' : 'http';
}

function listenerOf(
  live: KubernetesObject,
  settings: GatewaySettings,
  where: string,
): Listener {
  const { listeners = [] } = (live.spec ?? {}) as { listeners?: Listener[] };
  const listener = listeners.find(
    ({ name }) => settings.listener === undefined || name === settings.listener,
  );
  if (listener) return listener;
  throw new RefusedError(
    `${where} has no listener ${settings.listener ?? ''}; it has: ${
      listeners.map(({ name }) => name).join(', ') || 'none'
    }.`,
  );
}

function addressInStatus(live: KubernetesObject): string | undefined {
  const { addresses = [] } = (live.status ?? {}) as {
    addresses?: { value: string }[];
  };
  return addresses[0]?.value;
}
