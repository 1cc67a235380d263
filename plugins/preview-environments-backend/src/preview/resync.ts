import { Resync } from './record';

/**
 * Argo CD does not try a source again that has failed to sync (rule 7.17), and the cause may be gone meanwhile: a quota that was raised, a
 * project that was made. A few attempts of ours, ever more seldom; after them a person redeploys.
 */
const delays = [60_000, 5 * 60_000, 15 * 60_000];

/** Whether a sync that failed is due to be tried again, and the count to remember. */
export function resyncOf(
  before: Resync | undefined,
  headSha: string,
  now: Date,
): { due: boolean; remember: Resync } {
  const known =
    before?.headSha === headSha ? before : { headSha, count: 0, at: now };
  const delay = delays[known.count];
  const due =
    delay !== undefined && now.getTime() - known.at.getTime() >= delay;
  return {
    due,
    remember: due ? { headSha, count: known.count + 1, at: now } : known,
  };
}
