import {
  DesiredEdgeRoute,
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import { KubernetesObject, routableLabel } from '../../kubernetes';
import { GatewayAddress } from '../SharedGateway';
import { edgeKindOf } from './kinds';
import { listenerObjection } from './listeners';

export interface EdgeConflictsOptions {
  /** The shared Gateway, by a live read. */
  gateway: () => Promise<KubernetesObject>;
  /** Where it is dialled. */
  address: () => Promise<GatewayAddress>;
  /** The listener of the configuration. */
  listener: string | undefined;
  /** A live read; undefined when there is no such namespace. */
  namespace: (name: string) => Promise<KubernetesObject | undefined>;
  certificate: (
    address: GatewayAddress,
    host: string,
  ) => Promise<string | undefined>;
}

/** Finds what would keep a route from working before it is made, so that nothing has to be taken back. */
export class EdgeConflicts {
  readonly #options: EdgeConflictsOptions;

  constructor(options: EdgeConflictsOptions) {
    this.#options = options;
  }

  /** In words for a person; undefined when nothing speaks against the route. */
  async objectionTo(route: DesiredEdgeRoute): Promise<string | undefined> {
    const { gateway, listener, namespace } = this.#options;
    const home = await namespace(route.namespace);
    const { labels = {} } = home?.metadata ?? {};
    if (labels[routableLabel] !== 'true')
      return `The namespace ${route.namespace} ${
        home ? 'is not open for routes' : 'is not there'
      }: spec.routing.entry needs one that its owner has labelled ${routableLabel}: 'true'.`;
    const hosts = [route.host, ...route.otherHosts];
    return (
      listenerObjection(await gateway(), listener, {
        kind: edgeKindOf(route).kind,
        namespace: route.namespace,
        namespaceLabels: labels,
        hosts,
      }) ?? this.#certificateObjection(hosts)
    );
  }

  async #certificateObjection(hosts: string[]): Promise<string | undefined> {
    const address = await this.#address();
    if (!address) return undefined;
    for (const host of hosts) {
      const objection = await this.#options.certificate(address, host);
      if (objection) return objection;
    }
    return undefined;
  }

  /** A Gateway without an address is named by the probe. */
  async #address(): Promise<GatewayAddress | undefined> {
    try {
      return await this.#options.address();
    } catch (error) {
      if (isWaiting(error) || isRefused(error)) return undefined;
      throw error;
    }
  }
}
