import { Write } from '../ground/trace';
import { Violation } from './Violation';

/** Writes that may still be under way when a newer worker writes (rule 7.3). */
const underWay = 1;

/** Rule 7.3, from the audit log alone: the writes in the order in which the API server did them. */
export function checkLeases(writes: Write[]): Violation[] {
  const newest = new Map<string, number>();
  const late = new Map<string, Write[]>();
  for (const write of writes) {
    const { previewId, generation } = write;
    if (previewId === undefined || generation === undefined) continue;
    const before = newest.get(previewId) ?? 0;
    if (generation >= before) {
      newest.set(previewId, generation);
      continue;
    }
    const key = `${previewId} (${generation})`;
    late.set(key, [...(late.get(key) ?? []), write]);
  }
  return [...late]
    .filter(([, found]) => found.length > underWay)
    .map(([key, found]) => ({
      invariant: 'leases',
      what: `${key} wrote ${
        found.length
      } times after a newer generation: ${found
        .map(({ verb, resource, name, code }) =>
          [verb, resource, name, code].join(' '),
        )
        .join(', ')}`,
    }));
}
