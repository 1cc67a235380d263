import {
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import { DesiredComponent, ProbeStatus } from '../preview';
import { Prober } from '../reconciler';
import { asksForLogin } from '../routing';
import { Names, probe } from '../verification';
import { ClusterParts } from './ClusterParts';
import { demandLogin } from './demandLogin';

/** Probes through the gateway of the component's cluster. */
export class GatewayProber implements Prober {
  readonly #parts: Pick<ClusterParts, 'gateway' | 'checksNames' | 'protection'>;
  readonly #names: Names;

  constructor(options: {
    parts: Pick<ClusterParts, 'gateway' | 'checksNames' | 'protection'>;
    names: Names;
  }) {
    this.#parts = options.parts;
    this.#names = options.names;
  }

  async probe(component: DesiredComponent): Promise<ProbeStatus> {
    const { route, cluster } = component;
    if (!route) return { state: 'not-asked' };
    const protection = this.#parts.protection(cluster);
    const { credential } = protection;
    try {
      const status = await probe({
        route,
        address: await this.#parts.gateway(cluster).address(),
        // Who brings a login is to reach the application (rule 7.7).
        login: asksForLogin(protection) && !credential,
        headers: credential && { [credential.header]: credential.value },
        names: this.#parts.checksNames(cluster) ? this.#names : undefined,
      });
      return demandLogin(status, { host: route.host, cluster, protection });
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
