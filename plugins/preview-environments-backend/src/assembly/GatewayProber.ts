import {
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import { DesiredComponent, ProbeStatus } from '../preview';
import { Prober } from '../reconciler';
import { Names, probe } from '../verification';
import { ClusterParts } from './ClusterParts';

/** Probes through the gateway of the component's cluster. */
export class GatewayProber implements Prober {
  readonly #parts: Pick<ClusterParts, 'gateway' | 'checksNames'>;
  readonly #names: Names;

  constructor(options: {
    parts: Pick<ClusterParts, 'gateway' | 'checksNames'>;
    names: Names;
  }) {
    this.#parts = options.parts;
    this.#names = options.names;
  }

  async probe(component: DesiredComponent): Promise<ProbeStatus> {
    const { route, cluster } = component;
    if (!route) return { state: 'not-asked' };
    try {
      return await probe({
        route,
        address: await this.#parts.gateway(cluster).address(),
        login: false,
        names: this.#parts.checksNames(cluster) ? this.#names : undefined,
      });
    } catch (error) {
      if (isWaiting(error) || isRefused(error))
        return {
          state: 'failed',
          reason: error.message,
          hop: { hop: 'gateway' },
        };
      throw error;
    }
  }
}
