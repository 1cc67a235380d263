import { Gateway, KubernetesObject } from '../../kubernetes';
import { GatewayImplementation } from './implementations';
import { Protection } from './protection';

/** Something that the platform takes over into its own manifests, because it changes what is not ours (rule 7.15). */
export interface Adoptable {
  /** `key-stripping`: clients' own routing keys are taken off. `login`: previews ask for one. */
  purpose: 'key-stripping' | 'login';
  /** What it does, and what has to be done with it, in words for the platform's people. */
  explanation: string;
  object: KubernetesObject;
}

/** What of a cluster's configuration shapes them. */
export interface AdoptableSettings {
  namespace: string;
  name: string;
  listener: string | undefined;
  implementation: GatewayImplementation | undefined;
  protection: Protection;
  /** How browsers reach the gateway. */
  publicScheme: 'http' | 'https';
  publicPort: number;
}

/** The Gateway as policies name what they are for; with a listener, that alone. */
export function gatewayRef(name: string, sectionName?: string): object {
  return {
    group: 'gateway.networking.k8s.io',
    kind: Gateway.kind,
    name,
    ...(sectionName && { sectionName }),
  };
}
