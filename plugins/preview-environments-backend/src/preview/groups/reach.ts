import { firstComer } from './group';
import { Face, Stand } from './types';

/**
 * The members of a group whose keys lead to this one's version of a Service: its own, and those of members that have no version of their own,
 * unless a member that came first has one, too. So each key leads to one preview at most, and its own before any other.
 */
export function keysFor(
  self: Face,
  members: Face[],
  target: { cluster: string; target: string },
): string[] {
  const keys = members.filter(
    member =>
      member.previewId !== self.previewId &&
      member.clusters.includes(target.cluster) &&
      answererOf(member, members, target)?.previewId === self.previewId,
  );
  return [self, ...keys].map(({ previewId }) => previewId).sort();
}

/** The member whose version of a Service a member's key leads to; undefined: the baseline's. */
export function answererOf(
  member: Face,
  members: Face[],
  target: { cluster: string; target: string },
): Face | undefined {
  const standing = members.filter(({ stands }) =>
    stands.some(stand => isFor(stand, target)),
  );
  return (
    standing.find(({ previewId }) => previewId === member.previewId) ??
    [...standing].sort(firstComer)[0]
  );
}

/** The Services that one member answers for when requests with the other's key come by. */
export function reachedBy(self: Face, other: Face, members: Face[]): Stand[] {
  return other.stands.filter(
    stand =>
      self.clusters.includes(stand.cluster) &&
      answererOf(self, members, stand)?.previewId === other.previewId,
  );
}

function isFor(stand: Stand, at: { cluster: string; target: string }) {
  return stand.cluster === at.cluster && stand.target === at.target;
}
