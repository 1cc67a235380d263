import { HeldRemovals, Orphan, SweepStatus } from '../../preview';

export const orphan: Orphan = {
  id: 'dev.web-pr-7',
  cluster: 'dev',
  previewId: 'web-pr-7',
  objects: [
    {
      cluster: 'dev',
      apiVersion: 'v1',
      kind: 'Namespace',
      namespace: undefined,
      name: 'pv-web-pr-7',
      uid: 'uid-7',
      foundAt: new Date('2026-03-01T11:50:00Z'),
    },
  ],
  reason: 'Nobody knows it.',
  foundAt: new Date('2026-03-01T11:50:00Z'),
  confirmedAt: new Date('2026-03-01T11:55:00Z'),
  state: 'held',
  blockedBy: [],
};

export const heldRemovals: HeldRemovals = {
  since: new Date('2026-03-01T11:56:00Z'),
  subjects: ['dev.web-pr-7'],
  limit: 3,
};

/** What leftovers are shown from, in memory: one orphan, which is held. */
export function leftoverSources() {
  let orphans = [orphan];
  let held: HeldRemovals | undefined = heldRemovals;
  return {
    store: {
      orphans: jest.fn(async () => orphans),
      releaseOrphan: jest.fn(async (id: string, _by: string) => {
        const released = orphans.find(one => one.id === id);
        orphans = orphans.filter(one => one !== released);
        return released;
      }),
    },
    sweep: {
      status: jest.fn(
        async (): Promise<SweepStatus> => ({
          sweptAt: new Date('2026-03-01T11:55:00Z'),
          problems: ['Cluster prod was not compared: it is not reachable.'],
        }),
      ),
    },
    removals: {
      held: jest.fn(async () => held),
      release: jest.fn(async (_by: string) => {
        held = undefined;
        return heldRemovals.subjects;
      }),
      withdraw: jest.fn(async (_subject: string) => {
        held = undefined;
      }),
    },
  };
}
