import { JournalEntry } from '../drive/Journal';
import { Write } from '../ground/trace';
import { Violation } from './Violation';

const parts = ['namespaces', 'applications', 'httproutes'];

/**
 * Removals that began while the preview was wanted all the time; how long one takes that began rightly says nothing. `finishing` is the
 * milliseconds in which one may still begin after the preview was wanted again: it was decided before, and what is decided is done before
 * a new life begins (rule 7.21), with whatever hangs, stands still or is restarted meanwhile.
 */
export function checkWrongDeletions(
  writes: Write[],
  journal: readonly JournalEntry[],
  finishing: number,
): Violation[] {
  return [...byPreview(writes)].flatMap(([previewId, own]) => {
    const entries = journal.filter(entry => entry.previewId === previewId);
    return removalsIn(own)
      .filter(([{ at }]) => {
        const since = wantedSince(entries.filter(({ from }) => from <= at));
        return since !== undefined && at - since > finishing;
      })
      .flat()
      .map(
        ({ resource, name, generation }): Violation => ({
          invariant: 'no wrong deletion',
          what: `${previewId} (${generation}): ${resource} ${name} was deleted although the preview was wanted all the time`,
        }),
      );
  });
}

function byPreview(writes: Write[]): Map<string, Write[]> {
  const found = new Map<string, Write[]>();
  for (const write of writes) {
    const { previewId, code, resource } = write;
    if (previewId === undefined || code >= 300 || !parts.includes(resource))
      continue;
    found.set(previewId, [...(found.get(previewId) ?? []), write]);
  }
  return found;
}

/** The deletions of one preview, those of each of its lives together: a life begins with the namespace. */
function removalsIn(writes: Write[]): Write[][] {
  const removals: Write[][] = [];
  let removal: Write[] = [];
  for (const write of writes) {
    if (write.verb === 'create' && write.resource === 'namespaces')
      removal = [];
    if (write.verb !== 'delete') continue;
    if (removal.length === 0) removals.push(removal);
    removal.push(write);
  }
  return removals;
}

/** Since when it is wanted without a break; -Infinity when never anything else was asked for. */
function wantedSince(entries: JournalEntry[]): number | undefined {
  if (entries.length === 0 || entries.at(-1)!.wish !== 'ready')
    return undefined;
  const last = entries.findLastIndex(({ wish }) => wish !== 'ready');
  return last < 0 ? -Infinity : entries[last + 1].at;
}
