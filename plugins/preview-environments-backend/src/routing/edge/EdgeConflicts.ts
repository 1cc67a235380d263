import { FailingHop } from '@previewenv/plugin-preview-environments-common';
import {
  DesiredEdgeRoute,
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import { KubernetesObject, routableLabel } from '../../kubernetes';
import { GatewayAddress } from '../SharedGateway';
import { edgeKindOf } from './kinds';
import { listenerObjection } from './listeners';

/** What speaks against a route, in words for a person. */
export interface Objection {
  reason: string;
  /** Where requests would fail; undefined when no request would get that far. */
  hop?: FailingHop;
}

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

  /** Undefined when nothing speaks against the route. */
  async objectionTo(route: DesiredEdgeRoute): Promise<Objection | undefined> {
    const { gateway, listener, namespace } = this.#options;
    const home = await namespace(route.namespace);
    const { labels = {} } = home?.metadata ?? {};
    if (labels[routableLabel] !== 'true')
      return {
        reason: `The namespace ${route.namespace} ${
          home ? 'is not open for routes' : 'is not there'
        }: spec.routing.entry needs one that its owner has labelled ${routableLabel}: 'true'.`,
      };
    const hosts = [route.host, ...route.otherHosts];
    const reason = listenerObjection(await gateway(), listener, {
      kind: edgeKindOf(route).kind,
      namespace: route.namespace,
      namespaceLabels: labels,
      hosts,
    });
    return reason
      ? { reason, hop: { hop: 'listener', host: route.host } }
      : this.#certificateObjection(hosts);
  }

  async #certificateObjection(hosts: string[]): Promise<Objection | undefined> {
    const address = await this.#address();
    if (!address) return undefined;
    for (const host of hosts) {
      const reason = await this.#options.certificate(address, host);
      if (reason)
        return { reason, hop: { hop: 'tls', host, problem: 'not-covered' } };
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
