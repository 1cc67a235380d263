import { Service, services, Version } from './hops';
import { Life } from './Timeline';

/** A request that went down the chain, and who answered. */
export interface Passage {
  startedAt: number;
  endedAt: number;
  /** Undefined: a request of the baseline. */
  key?: string;
  versions: Record<Service, Version>;
}

/** How long routes may take to reach every proxy (rule 7.12). */
const graceMilliseconds = 5_000;

/** `cart` of `cart-pr-12`: whose version the preview is. */
const serviceOf = (id: string) => id.slice(0, id.indexOf('-pr-'));

/**
 * What is wrong with it in the sense of rule 7.12, undefined when nothing is: another preview's version; the baseline more
 * than five seconds after `ready`, as long as the pull request is open; the preview more than five seconds after its
 * route went.
 */
export function objectionTo(
  passage: Passage,
  lifeOf: (id: string) => Life,
): string | undefined {
  for (const service of services) {
    const objection = objectionAt(service, passage, lifeOf);
    if (objection) return `${service}: ${objection}`;
  }
  return undefined;
}

function objectionAt(
  service: Service,
  { key, versions, startedAt, endedAt }: Passage,
  lifeOf: (id: string) => Life,
): string | undefined {
  const version = versions[service];
  const own = key !== undefined && serviceOf(key) === service;
  if (version !== 'baseline' && !(own && version === key)) {
    return `${version} answered a request of ${key ?? 'the baseline'}`;
  }
  if (!own) return undefined;
  const { readyAt, closedAt, routeGoneAt } = lifeOf(key);
  const settledAt = (readyAt ?? Infinity) + graceMilliseconds;
  if (version === 'baseline') {
    const mustBeThere =
      startedAt > settledAt && endedAt < (closedAt ?? Infinity);
    return mustBeThere
      ? `the baseline answered ${key}, ready for ${Math.round(
          startedAt - readyAt!,
        )} ms`
      : undefined;
  }
  const after = startedAt - (routeGoneAt ?? Infinity);
  return after > graceMilliseconds
    ? `${key} answered ${Math.round(after)} ms after its route went`
    : undefined;
}
