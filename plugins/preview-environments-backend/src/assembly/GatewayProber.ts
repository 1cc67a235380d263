import {
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import { DesiredComponent, ProbeStatus } from '../preview';
import { Prober } from '../reconciler';
import {
  asksForLogin,
  GatewayAddress,
  loginClientOf,
  Protection,
  refusalsCarryProof,
  refusesStrangers,
} from '../routing';
import { ExpectedLogin, Names, probe, ProbedRoute } from '../verification';
import { ClusterParts } from './ClusterParts';
import { demandLogin } from './demandLogin';

type ProbedClusters = Pick<
  ClusterParts,
  'checksNames' | 'protection' | 'loginHeaders'
> & {
  gateway(cluster: string): { address(): Promise<GatewayAddress> };
};

/** Probes through the gateway of the component's cluster. */
export class GatewayProber implements Prober {
  readonly #parts: ProbedClusters;
  readonly #names: Names;

  constructor(options: { parts: ProbedClusters; names: Names }) {
    this.#parts = options.parts;
    this.#names = options.names;
  }

  async probe({ route, cluster }: DesiredComponent): Promise<ProbeStatus> {
    if (!route) return { state: 'not-asked' };
    try {
      return await this.#probe(route, cluster);
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

  /** With a credential twice: who brings none has to be sent away, and who does has to reach the application (rule 7.7). */
  async #probe(route: ProbedRoute, cluster: string): Promise<ProbeStatus> {
    const address = await this.#parts.gateway(cluster).address();
    const names = this.#parts.checksNames(cluster) ? this.#names : undefined;
    const protection = this.#parts.protection(cluster);
    const headers = this.#parts.loginHeaders(cluster);
    const question = { route, address, names };
    if (!headers || refusesStrangers(protection)) {
      const status = demandLogin(
        await probe({ ...question, login: loginOf(protection) }),
        { host: route.host, cluster, protection },
      );
      if (!headers || status.state !== 'answered') return status;
    }
    const login = {
      kind: 'brought' as const,
      carriesProof: refusalsCarryProof(protection),
    };
    return probe({ ...question, login, headers });
  }
}

function loginOf(protection: Protection): ExpectedLogin {
  return asksForLogin(protection)
    ? {
        kind: 'asked',
        client: loginClientOf(protection),
        carriesProof: refusalsCarryProof(protection),
      }
    : { kind: 'none' };
}
