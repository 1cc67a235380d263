import { Write } from '../ground/trace';
import { deletionCap } from '../places';
import { Violation } from './Violation';

const parts = ['namespaces', 'applications', 'httproutes'];

/** How many previews lost something while all that told of them was absent. */
export function checkCap(writes: Write[], live: number): Violation[] {
  const limit = Math.max(
    deletionCap.least,
    Math.floor(live * deletionCap.share),
  );
  const touched = new Set(
    writes
      .filter(
        ({ verb, code, resource }) =>
          verb === 'delete' && code < 300 && parts.includes(resource),
      )
      .map(({ previewId }) => previewId),
  );
  if (touched.size <= limit) return [];
  return [
    {
      invariant: 'deletions are capped',
      what: `${
        touched.size
      } of ${live} previews were removed instead of ${limit}: ${[
        ...touched,
      ].join(', ')}`,
    },
  ];
}
