import { PodAnswer } from '../ground/edge';
import { baselineNamespace } from '../ground/baseline';

/** The services in the order in which they call each other. */
export const services = ['web', 'cart', 'payments'] as const;
export type Service = (typeof services)[number];

/** A request to web that goes down the whole chain. */
export const throughTheChain = `/?call=${encodeURIComponent(
  'http://cart/?call=http://payments/',
)}`;

/** Who answered for a service: the baseline, or the preview of this id. */
export type Version = 'baseline' | string;

const previewPrefix = 'pv-';

function versionOf({ namespace }: PodAnswer): Version {
  return namespace === baselineNamespace
    ? 'baseline'
    : namespace.slice(previewPrefix.length);
}

/** Who answered, hop by hop, as far as the request got. Throws when it did not get to the end. */
export function versionsOf(entry: PodAnswer): Record<Service, Version> {
  const found: Partial<Record<Service, Version>> = {};
  let hop: PodAnswer | undefined = entry;
  for (const service of services) {
    if (hop?.env?.APP !== service) {
      throw new Error(`${service} did not answer: ${JSON.stringify(hop)}`);
    }
    found[service] = versionOf(hop);
    const { upstream }: PodAnswer = hop;
    hop = upstream?.body ?? (upstream as unknown as PodAnswer | undefined);
  }
  return found as Record<Service, Version>;
}
