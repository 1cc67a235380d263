import {
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import { DesiredComponent, ProbeStatus } from '../preview';
import { Prober } from '../reconciler';
import { probe } from '../routing';
import { ClusterParts } from './ClusterParts';

/** Probes through the gateway of the component's cluster. */
export class GatewayProber implements Prober {
  readonly #parts: ClusterParts;

  constructor(parts: ClusterParts) {
    this.#parts = parts;
  }

  async probe(component: DesiredComponent): Promise<ProbeStatus> {
    const { route, cluster } = component;
    if (!route) return { state: 'not-asked' };
    try {
      const address = await this.#parts.gateway(cluster).address();
      return await probe(route, address);
    } catch (error) {
      if (isWaiting(error) || isRefused(error))
        return { state: 'failed', reason: error.message };
      throw error;
    }
  }
}
