import { areLinked } from './links';
import { Face } from './types';

/** Pull requests of one group; what comes later is left out. Every member is a match on the routes of all others. */
export const mostMembers = 10;
/** Pull requests that are read to find a group out; a larger one is none. */
export const mostRead = 50;

/** The pull requests that reach each other, the one that asks among them. */
export interface Group {
  members: Face[];
  /** Linked and running, but beyond the limit. */
  surplus: Face[];
}

/**
 * Everybody who is linked to the pull request, directly or by others, and runs. Whoever of them asks gets the same answer, in whatever order
 * the others are given: cycles end, and who came first stays when there are too many.
 */
export function groupOf(self: Face, others: Face[]): Group {
  const all = connected(self, others);
  const running = all
    .filter(({ state }) => state === 'running')
    .sort(firstComer);
  const fits = all.length <= mostRead ? running.slice(0, mostMembers) : [];
  const isIn = fits.some(({ previewId }) => previewId === self.previewId);
  const members = isIn ? fits : [self];
  const ids = new Set(members.map(({ previewId }) => previewId));
  return {
    members,
    surplus: running.filter(({ previewId }) => !ids.has(previewId)),
  };
}

/** What is held back or gone links nobody: nothing of it is trusted. What sleeps was, and will be back. */
export function connected(self: Face, others: Face[]): Face[] {
  const left = new Map(
    others.filter(canLink).map(face => [face.previewId, face]),
  );
  left.delete(self.previewId);
  if (!canLink(self)) return [self];
  const found = [self];
  for (const face of found) {
    for (const other of left.values()) {
      if (!areLinked(face, other)) continue;
      left.delete(other.previewId);
      found.push(other);
    }
  }
  return found;
}

export function firstComer(one: Face, other: Face): number {
  return one.since - other.since || (one.previewId < other.previewId ? -1 : 1);
}

/** Whether others may be linked by it. */
export function canLink({ state }: Face): boolean {
  return state === 'running' || state === 'asleep';
}
