import { database, Kind, Kinds, processes, requests } from './faults';

/** Real controllers take their time: shorter troubles would often hit nothing. */
const argocd: Kind[] = [
  ['Argo CD stopped', 1, 1, [20, 40]],
  ['sync never ends', 1, 4, [25, 35]],
  ['finalizer hangs', 1, 3, [15, 25]],
  ['Argo CD killed', 1, 1, [0, 0]],
];

/** Its leases are longer, and a backend stands still for longer than one. */
const longerThanALease: [number, number] = [33, 38];

/** Of the cluster kit. */
export const kitKinds: Kinds = {
  requests,
  argocd,
  database,
  processes: processes.map(([name, probability, most, seconds]) => [
    name,
    probability,
    most,
    name === 'backend SIGSTOP' ? longerThanALease : seconds,
  ]),
};
