import { generateKeyPairSync } from 'node:crypto';
import { AdoptableSettings } from '../adoption';

export const adoptableSettings: AdoptableSettings = {
  namespace: 'infra',
  name: 'edge',
  listener: 'previews',
  implementation: undefined,
  protection: { type: 'off' },
  publicScheme: 'https',
  publicPort: 443,
};

/** The Gateway as policies name it. */
export const gatewayRef = {
  group: 'gateway.networking.k8s.io',
  kind: 'Gateway',
  name: 'edge',
};

/** A private key for probes, PEM; another each time. */
export function makeProbeKey(namedCurve = 'P-256'): string {
  return generateKeyPairSync('ec', { namedCurve })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
}
