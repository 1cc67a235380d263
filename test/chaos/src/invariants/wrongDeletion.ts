import { JournalEntry } from '../drive/Journal';
import { Write } from '../ground/trace';
import { Violation } from './Violation';

const parts = ['namespaces', 'applications', 'httproutes'];

/**
 * Deletions of what was wanted all the time. `finishing` is the milliseconds in which a removal that had begun rightly may still go on
 * after the preview was wanted again: it is finished before a new life begins (rule 7.21), with whatever hangs, stands still or is
 * restarted meanwhile.
 */
export function checkWrongDeletions(
  writes: Write[],
  journal: readonly JournalEntry[],
  finishing: number,
): Violation[] {
  return writes
    .filter(
      ({ verb, code, resource }) =>
        verb === 'delete' && code < 300 && parts.includes(resource),
    )
    .filter(({ previewId, at }) => {
      const known = journal.filter(
        entry => entry.previewId === previewId && entry.from <= at,
      );
      const since = wantedSince(known);
      return since !== undefined && at - since > finishing;
    })
    .map(({ previewId, resource, name, generation }) => ({
      invariant: 'no wrong deletion',
      what: `${previewId} (${generation}): ${resource} ${name} was deleted although the preview was wanted all the time`,
    }));
}

/** Since when it is wanted without a break; -Infinity when never anything else was asked for. */
function wantedSince(entries: JournalEntry[]): number | undefined {
  if (entries.length === 0 || entries.at(-1)!.wish !== 'ready')
    return undefined;
  const last = entries.findLastIndex(({ wish }) => wish !== 'ready');
  return last < 0 ? -Infinity : entries[last + 1].at;
}
