import { Namespace } from '../kubernetes';
import { PreviewLife, PreviewStamp, slugOf } from '../preview';
import { FoundObject } from './inventory';

/** A preview that runs and that the store knows nothing of (rule 7.20). */
export interface Unremembered {
  previewId: string;
  clusters: string[];
  objects: FoundObject[];
  stamp: PreviewStamp;
}

/** What is in one cluster of one preview. */
export interface Group {
  /** Of the orphan that it is or would be. */
  id: string;
  cluster: string;
  /** Undefined for an object that names no preview. */
  previewId: string | undefined;
  objects: FoundObject[];
}

/** What has no reason to exist. */
export interface Suspect extends Group {
  reason: string;
  /**
   * `reconcile`: its preview is known, and goes once more the usual way. `directly`: nobody knows it. Undefined: what it says of
   * itself does not fit together, so that it is left to people (rule 7.2).
   */
  removal: 'reconcile' | 'directly' | undefined;
}

/** What a sweep concludes from one reading of clusters and store. */
export interface Comparison {
  unremembered: Unremembered[];
  /** Previews of which something is in a cluster that their record does not name. */
  elsewhere: { previewId: string; clusters: string[] }[];
  suspects: Suspect[];
  /** What is going already, with what holds it up. */
  leaving: (Group & { blockedBy: string[] })[];
}

/**
 * Holds what is in the clusters against what the store knows. The store has to be read after the clusters: what it remembers is
 * written before anything is made, so that nothing new is taken for unknown. Pure.
 */
export function compare(
  objects: FoundObject[],
  lives: PreviewLife[],
  { namespacePrefix }: { namespacePrefix: string },
): Comparison {
  const comparison: Comparison = {
    unremembered: [],
    elsewhere: [],
    suspects: [],
    leaving: [],
  };
  const known = new Map(lives.map(life => [life.id, life]));
  const [fitting, odd] = partition(objects, object =>
    oddity(object, namespacePrefix),
  );
  comparison.suspects.push(...odd);
  for (const [previewId, found] of byPreview(fitting))
    judge(comparison, previewId, found, known.get(previewId));
  return comparison;
}

function judge(
  comparison: Comparison,
  previewId: string,
  objects: FoundObject[],
  life: PreviewLife | undefined,
): void {
  const clusters = [...new Set(objects.map(({ home }) => home))].sort();
  const groups = clusters.map(cluster => ({
    id: `${cluster}.${previewId}`,
    cluster,
    previewId,
    objects: objects.filter(({ home }) => home === cluster),
  }));
  const suspect = (removal: Suspect['removal'], reason: string): Suspect[] =>
    groups.map(group => ({ ...group, removal, reason }));

  const stamp = stampFor(previewId, objects);
  if (stamp && isUnremembered(stamp, life)) {
    comparison.unremembered.push({ previewId, clusters, objects, stamp });
    return;
  }
  if (!life) {
    comparison.suspects.push(...suspect('directly', unknown(previewId)));
    return;
  }
  if (life.phase === 'gone') {
    const since = life.phaseSince.toISOString();
    comparison.suspects.push(
      ...suspect(
        'reconcile',
        `The preview ${previewId} has been gone since ${since}, and nothing of it should be there.`,
      ),
    );
    return;
  }
  const missing = clusters.filter(name => !life.clusters.includes(name));
  if (missing.length > 0)
    comparison.elsewhere.push({ previewId, clusters: missing });
  if (life.phase === 'terminating')
    comparison.leaving.push(
      ...groups.map(group => ({ ...group, blockedBy: life.blockedBy })),
    );
}

/** A life that began after the end that is remembered is not remembered: the database is older than the cluster. */
export function isUnremembered(
  { createdAt }: PreviewStamp,
  life: Pick<PreviewLife, 'phase' | 'phaseSince'> | undefined,
): boolean {
  if (!life) return true;
  return (
    life.phase === 'gone' &&
    createdAt !== undefined &&
    createdAt > life.phaseSince
  );
}

function stampFor(
  previewId: string,
  objects: FoundObject[],
): PreviewStamp | undefined {
  return objects
    .flatMap(({ stamp }) => stamp ?? [])
    .find(
      ({ number, branch }) =>
        slugOf(previewId, number, branch?.name) !== undefined,
    );
}

function unknown(previewId: string): string {
  return `No preview ${previewId} is known, and no namespace that we made says which pull request it is for.`;
}

/** Why an object can't be told to be the preview's that it names, or names none. */
function oddity(
  { kind, name, previewId }: FoundObject,
  prefix: string,
): string | undefined {
  if (previewId === undefined)
    return 'It carries our label and our instance, but names no preview. Remove it by hand, or take the labels off.';
  if (kind === Namespace.kind && name !== `${prefix}${previewId}`)
    return `It says that it is the namespace of ${previewId}, which would be called ${prefix}${previewId}. Remove it by hand, or take the labels off.`;
  return undefined;
}

function partition(
  objects: FoundObject[],
  oddityOf: (object: FoundObject) => string | undefined,
): [FoundObject[], Suspect[]] {
  const fitting: FoundObject[] = [];
  const odd: Suspect[] = [];
  for (const object of objects) {
    const reason = oddityOf(object);
    if (!reason) {
      fitting.push(object);
      continue;
    }
    const { home: cluster, uid, previewId } = object;
    const id = `${cluster}.${uid}`;
    odd.push({
      id,
      cluster,
      previewId,
      objects: [object],
      reason,
      removal: undefined,
    });
  }
  return [fitting, odd];
}

function byPreview(objects: FoundObject[]): Map<string, FoundObject[]> {
  const groups = new Map<string, FoundObject[]>();
  for (const object of objects) {
    const { previewId = '' } = object;
    groups.set(previewId, [...(groups.get(previewId) ?? []), object]);
  }
  return groups;
}
