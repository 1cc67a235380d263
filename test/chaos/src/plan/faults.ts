import { FaultClass } from '../faults/classes';
import { Random } from '../random';

/** One trouble. */
export interface PlannedFault {
  class: FaultClass;
  /** When this share of the pull requests has begun, 0 to 1. */
  at: number;
  /** How long it lasts, where it lasts. */
  seconds: number;
  /** Of a request to be hit, where it hits requests. */
  probability: number;
  /** Hits at most. */
  most: number;
  /** Which backend, where it is one's trouble. */
  backend: number;
}

/** What goes on in a lane, one after the other; the lanes go on side by side. */
export interface Lanes {
  requests: PlannedFault[];
  argocd: PlannedFault[];
  database: PlannedFault[];
  processes: PlannedFault[];
}

export type Kind = [
  name: FaultClass,
  probability: number,
  most: number,
  seconds: [number, number],
];

/** What goes wrong on a ground, by lane. */
export interface Kinds {
  requests: Kind[];
  argocd: Kind[];
  database: Kind[];
  processes: Kind[];
}

/** What goes wrong with requests and deliveries on their way, whatever they go to. */
export const requests: Kind[] = [
  ['webhook lost', 0.3, 12, [8, 15]],
  ['webhook doubled', 0.5, 20, [8, 15]],
  ['webhook delayed', 0.4, 12, [8, 15]],
  ['webhook reordered', 1, 12, [8, 15]],
  ['GitHub 5xx', 0.3, 20, [4, 10]],
  ['GitHub rate limit', 0.2, 8, [4, 8]],
  ['GitHub empty list', 0.8, 10, [8, 14]],
  ['GitHub truncated page', 0.8, 10, [8, 14]],
  ['GitHub stale 304', 0.9, 30, [12, 20]],
  ['GitHub slow', 0.1, 12, [6, 12]],
  ['GitHub lost answer', 0.3, 10, [6, 12]],
  ['GitHub few requests left', 1, 200, [8, 15]],
  ['Kubernetes restart', 1, 1, [2, 4]],
  ['Kubernetes 409', 0.4, 15, [8, 15]],
  ['Kubernetes 410', 1, 6, [6, 12]],
  ['Kubernetes 429', 0.2, 15, [4, 8]],
  ['Kubernetes lost answer', 0.3, 10, [6, 12]],
];
const argocd: Kind[] = [
  ['Argo CD stopped', 1, 1, [8, 15]],
  ['sync never ends', 1, 5, [12, 20]],
  ['finalizer hangs', 1, 3, [12, 20]],
];
export const database: Kind[] = [
  ['database connection cut', 1, 1, [0, 0]],
  ['serialization failure', 0.2, 1, [6, 10]],
  ['database connection cut', 1, 1, [0, 0]],
  ['database restart', 1, 1, [0, 0]],
];
export const processes: Kind[] = [
  ['backend SIGSTOP', 1, 1, [18, 22]],
  ['clock ahead', 1, 1, [15, 20]],
  ['backend kill -9', 1, 1, [1, 2]],
  ['backend SIGSTOP', 1, 1, [18, 22]],
  ['clock behind', 1, 1, [15, 20]],
];

/** Of the sandbox's stand-ins. */
const sandbox: Kinds = { requests, argocd, database, processes };

/** Nothing happens before there is something to trouble. */
const earliest = 0.06;
const latest = 0.92;
const backends = 2;
/** Pull requests for which every lane is gone through once at most; longer runs have more of it. */
const pullsPerRound = 500;
const stormsPerRound = 3;

/** So many moments, one in each of as many equal parts. */
function moments(random: Random, count: number): number[] {
  const width = (latest - earliest) / count;
  return Array.from(
    { length: count },
    (_, index) => earliest + width * (index + random.fraction()),
  );
}

function planned(random: Random, kind: Kind, at: number): PlannedFault {
  const [name, probability, most, [least, longest]] = kind;
  return {
    class: name,
    at: Math.round(at * 10_000) / 10_000,
    seconds: random.integer(least, longest),
    probability,
    most,
    backend: random.integer(0, backends - 1),
  };
}

function inTurn(random: Random, kinds: Kind[], rounds: number): PlannedFault[] {
  const all = Array.from({ length: rounds }, () => kinds).flat();
  const times = moments(random, all.length);
  return all.map((kind, index) => planned(random, kind, times[index]));
}

/** All troubles of a run, computed from the seed alone. */
export function faultsFor(
  random: Random,
  pulls: number,
  kinds: Kinds = sandbox,
): Lanes {
  const rounds = Math.ceil(pulls / pullsPerRound);
  return {
    requests: kinds.requests
      .flatMap(kind =>
        moments(random, stormsPerRound * rounds).map(at =>
          planned(random, kind, at),
        ),
      )
      .sort((one, other) => one.at - other.at),
    argocd: inTurn(random, kinds.argocd, 2 * rounds),
    database: inTurn(random, kinds.database, rounds),
    processes: inTurn(random, kinds.processes, rounds),
  };
}
