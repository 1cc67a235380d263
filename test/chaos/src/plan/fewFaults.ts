import { FaultClass } from '../faults/classes';
import { Lanes, PlannedFault } from './faults';

/** Troubles that the loss of one safeguard needs in order to show, and no others. */
export function only(troubles: Partial<Lanes>): Lanes {
  return { requests: [], argocd: [], database: [], processes: [], ...troubles };
}

/** A trouble of requests that lasts from the beginning to the end. */
export function throughout(
  name: FaultClass,
  probability: number,
): PlannedFault {
  return {
    class: name,
    at: 0,
    seconds: 3_600,
    probability,
    most: Number.MAX_SAFE_INTEGER,
    backend: 0,
  };
}

/** A trouble that comes when so much of the run has begun. */
export function once(
  name: FaultClass,
  fault: Pick<PlannedFault, 'at' | 'seconds' | 'backend'>,
): PlannedFault {
  return { class: name, probability: 1, most: 1, ...fault };
}
