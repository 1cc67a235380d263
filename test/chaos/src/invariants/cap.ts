import { Write } from '../ground/trace';
import { deletionCap, sweepSeconds } from '../places';
import { Violation } from './Violation';

const parts = ['namespaces', 'applications', 'httproutes'];

/**
 * Milliseconds in which no more may begin to go than the cap lets go in one sweep. Between a permission and what is seen of it some time
 * passes, so that two permissions may be seen a little closer to each other than they were given.
 */
const windowMilliseconds = sweepSeconds * 1000 - 5_000;

/** How many previews began to go at a time while all that told of them was absent. */
export function checkCap(writes: Write[], live: number): Violation[] {
  const limit = Math.max(
    deletionCap.least,
    Math.floor(live * deletionCap.share),
  );
  const begun = new Map<string, number>();
  for (const { verb, code, resource, previewId, at } of writes)
    if (previewId && verb === 'delete' && code < 300)
      if (parts.includes(resource) && !begun.has(previewId))
        begun.set(previewId, at);
  const atOnce = [...begun.values()].map(end =>
    [...begun].filter(([, at]) => at <= end && at > end - windowMilliseconds),
  );
  const most = atOnce.reduce<[string, number][]>(
    (more, each) => (each.length > more.length ? each : more),
    [],
  );
  if (most.length <= limit) return [];
  return [
    {
      invariant: 'deletions are capped',
      what: `${
        most.length
      } of ${live} previews were removed at a time instead of ${limit}: ${most
        .map(([previewId]) => previewId)
        .join(', ')}`,
    },
  ];
}
