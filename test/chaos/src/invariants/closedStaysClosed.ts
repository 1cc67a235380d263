import { JournalEntry } from '../drive/Journal';
import { Write } from '../ground/trace';
import { Violation } from './Violation';

const parts = ['namespaces', 'applications', 'httproutes'];

/**
 * Once a removal has begun because of a close, nothing is made any more until somebody reopens: whatever a late event, a late
 * build or a lagging copy says.
 */
export function checkClosedStaysClosed(
  writes: Write[],
  journal: readonly JournalEntry[],
): Violation[] {
  return closedSpans(journal).flatMap(({ previewId, from, to }) => {
    const during = writes.filter(
      write =>
        write.previewId === previewId && write.at >= from && write.at < to,
    );
    const begun = during.findIndex(
      ({ verb, code }) => verb === 'delete' && code < 300,
    );
    if (begun < 0) return [];
    return during
      .slice(begun)
      .filter(
        ({ verb, code, resource, generation = 0 }) =>
          verb === 'create' &&
          code === 201 &&
          parts.includes(resource) &&
          // A look that had begun before the close has an older generation, and may still write.
          generation > (during[begun].generation ?? 0),
      )
      .map(
        ({ resource, name, generation }): Violation => ({
          invariant: 'closed stays closed',
          what: `${previewId} (${generation}): ${resource} ${name} was made for a pull request that is closed`,
        }),
      );
  });
}

/** From each close to what was done next. */
function closedSpans(
  journal: readonly JournalEntry[],
): { previewId: string; from: number; to: number }[] {
  return journal.flatMap((entry, index) => {
    if (entry.open) return [];
    const next = journal
      .slice(index + 1)
      .find(({ previewId }) => previewId === entry.previewId);
    return [
      {
        previewId: entry.previewId,
        from: entry.at,
        to: next?.from ?? Infinity,
      },
    ];
  });
}
