import { Orphan, OrphanedObject } from '../preview';
import { Comparison, Group, Suspect } from './compare';
import { FoundObject } from './inventory';

/** What a reading of the clusters makes of the orphans that were known before. */
export interface Followed {
  orphans: Orphan[];
  /** Ids of those that are not there any more, or have a reason to be there now. */
  dropped: string[];
}

export interface OrphanReading {
  suspects: Suspect[];
  leaving: Comparison['leaving'];
  /** The clusters that could be read; about the others nothing is concluded. */
  read: Set<string>;
  /** All clusters of the configuration. */
  configured: string[];
  at: Date;
  /** How much later than the first reading the second one has to be. */
  apartMilliseconds: number;
}

/** Whether a removal may be thought of: a second reading found the very same objects again. Pure. */
export function followOrphans(
  before: Orphan[],
  reading: OrphanReading,
): Followed {
  const { suspects, leaving: going, read, configured } = reading;
  const known = new Map(before.map(orphan => [orphan.id, orphan]));
  const suspected = suspects.map(suspect =>
    suspectedOrphan(suspect, known.get(suspect.id), reading),
  );
  // What is known to be going is no suspect any more, but it is shown until it is gone.
  const leaving = going.flatMap(group => {
    const orphan = known.get(group.id);
    return orphan ? [leavingOrphan(group, orphan, reading)] : [];
  });
  const unread = before.filter(
    ({ cluster }) => configured.includes(cluster) && !read.has(cluster),
  );
  const orphans = [...suspected, ...leaving, ...unread];
  const ids = new Set(orphans.map(({ id }) => id));
  return {
    orphans,
    dropped: before.map(({ id }) => id).filter(id => !ids.has(id)),
  };
}

function suspectedOrphan(
  suspect: Suspect,
  before: Orphan | undefined,
  { at, apartMilliseconds }: OrphanReading,
): Orphan {
  const { id, cluster, previewId, reason } = suspect;
  const objects = suspect.objects.map(object => seen(object, before, at));
  const times = objects.map(({ foundAt }) => foundAt.getTime());
  const again = at.getTime() - Math.max(...times) >= apartMilliseconds;
  return {
    id,
    cluster,
    previewId,
    objects,
    reason,
    foundAt: new Date(Math.min(...times)),
    confirmedAt: again ? before?.confirmedAt ?? at : undefined,
    state: again ? before?.state ?? 'suspected' : 'suspected',
    blockedBy: blockersIn(suspect),
  };
}

function leavingOrphan(
  group: Group & { blockedBy: string[] },
  before: Orphan,
  { at }: OrphanReading,
): Orphan {
  return {
    ...before,
    objects: group.objects.map(object => seen(object, before, at)),
    state: 'removing',
    blockedBy: group.blockedBy,
  };
}

/** Told apart by uid: a later object of the same name is another one, and is found for the first time. */
function seen(
  { cluster, apiVersion, kind, namespace, name, uid }: FoundObject,
  before: Orphan | undefined,
  at: Date,
): OrphanedObject {
  const known = before?.objects.find(object => object.uid === uid);
  const foundAt = known?.foundAt ?? at;
  return { cluster, apiVersion, kind, namespace, name, uid, foundAt };
}

function blockersIn({ objects }: Group): string[] {
  return [
    ...new Set(
      objects.flatMap(({ kind, name, blockedBy }) =>
        blockedBy.map(blocker => `${kind} ${name}: ${blocker}`),
      ),
    ),
  ];
}
