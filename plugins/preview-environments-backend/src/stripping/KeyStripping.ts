import { Finding } from '@previewenv/plugin-preview-environments-common';
import {
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import { GatewayAddress } from '../routing';
import { Store } from '../store';
import { askHttp, Outcome } from '../verification';
import { judgeStripping } from './judge';

/** Hosts of the shared environment on one cluster, and what is to come of keys that they let through. */
export interface StrippingSettings {
  hosts: string[];
  otherwise: 'warn' | 'refuse';
}

export interface KeyStrippingOptions {
  settings: (cluster: string) => StrippingSettings | undefined;
  gateway: (cluster: string) => Promise<GatewayAddress>;
  store: Pick<Store, 'query'>;
  ask?: typeof askHttp;
}

const patienceMilliseconds = 5_000;

/** Leads nowhere, where no preview is live. */
const keyOfNobody = 'nobody-pr-0';

/** Proves that hosts of the shared environment take clients' own routing keys off, by sending one (rule 7.15). */
export class KeyStripping {
  readonly #options: KeyStrippingOptions;

  constructor(options: KeyStrippingOptions) {
    this.#options = options;
  }

  /** One request per configured host of the cluster; nothing to say where all of them strip. */
  async findings(cluster: string): Promise<Finding[]> {
    const settings = this.#options.settings(cluster);
    if (!settings) return [];
    const key = await this.#liveKey();
    const findings: Finding[] = [];
    for (const host of settings.hosts) {
      const question = { cluster, host, key, otherwise: settings.otherwise };
      const outcome = await this.#ask(cluster, host, key);
      findings.push(...judgeStripping(question, outcome));
    }
    return findings;
  }

  async #liveKey(): Promise<string> {
    const [live] = await this.#options.store.query({
      phases: ['ready'],
      limit: 1,
    });
    return live?.id ?? keyOfNobody;
  }

  /** Dials the gateway only, as a probe does (rule 7.7). */
  async #ask(cluster: string, host: string, key: string): Promise<Outcome> {
    const { gateway, ask = askHttp } = this.#options;
    try {
      return await ask({
        address: await gateway(cluster),
        host,
        path: '/',
        headers: { baggage: `preview=${key}`, 'x-preview': key },
        signal: AbortSignal.timeout(patienceMilliseconds),
      });
    } catch (error) {
      if (isWaiting(error) || isRefused(error))
        return { kind: 'error', code: undefined, message: error.message };
      throw error;
    }
  }
}
