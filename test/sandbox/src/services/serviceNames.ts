import { EndpointSlice, Service } from '../controllers/kinds';
import { Cluster, resources } from '../kubernetes';
import { Network } from './network';

/** Aliases that are followed before a loop is assumed. */
const longestChain = 5;

export type Resolved =
  | { kind: 'found'; port: number; namespace: string; service: string }
  /** There is no such name. */
  | { kind: 'unknown' }
  /** The name is there, but nothing stands behind it. */
  | { kind: 'empty'; namespace: string; service: string };

/** Finds the process behind a Service, for the gateway and for pods that call each other. */
export class ServiceNames {
  readonly #cluster: Cluster;
  readonly #network: Network;
  #turn = 0;

  constructor(options: { cluster: Cluster; network: Network }) {
    this.#cluster = options.cluster;
    this.#network = options.network;
  }

  /** A host name as a pod of the namespace would look it up: `cart`, `cart.shop`, `cart.shop.svc.cluster.local`. */
  resolveHost(host: string, port: number, namespace: string): Resolved {
    return this.#follow(host, port, namespace, 0);
  }

  resolveService(namespace: string, name: string, port: number): Resolved {
    return this.#follow(name, port, namespace, 0);
  }

  #follow(
    host: string,
    port: number,
    namespace: string,
    depth: number,
  ): Resolved {
    const [, name, within] =
      /^([a-z0-9-]+)(?:\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?)?)?\.?$/.exec(
        host,
      ) ?? [];
    if (!name || depth > longestChain) return { kind: 'unknown' };
    const home = within ?? namespace;
    const service = this.#cluster.get<Service>(resources.services, home, name);
    if (!service) return { kind: 'unknown' };
    if (service.spec.type === 'ExternalName')
      return this.#follow(
        service.spec.externalName ?? '',
        port,
        home,
        depth + 1,
      );
    const servicePort = service.spec.ports?.find(each => each.port === port);
    const loopback =
      servicePort && this.#endpoint(home, name, servicePort.name ?? '');
    return loopback === undefined
      ? { kind: 'empty', namespace: home, service: name }
      : { kind: 'found', port: loopback, namespace: home, service: name };
  }

  /** The loopback port of a ready endpoint, each in turn. */
  #endpoint(
    namespace: string,
    service: string,
    portName: string,
  ): number | undefined {
    const slices = this.#cluster.list<EndpointSlice>(resources.endpointSlices, {
      namespace,
      labels: `kubernetes.io/service-name=${service}`,
    });
    const candidates = slices.flatMap(({ endpoints, ports }) => {
      const target = ports.find(({ name }) => name === portName);
      if (!target) return [];
      return endpoints
        .filter(({ conditions }) => conditions.ready)
        .flatMap(({ addresses }) =>
          addresses.map(address => this.#network.portOf(address, target.port)),
        );
    });
    const listening = candidates.filter(port => port !== undefined);
    return listening.length
      ? listening[this.#turn++ % listening.length]
      : undefined;
  }
}
