import { Knex } from 'knex';
import { AskedBuild } from '../../preview';
import { databaseNow, toDate } from '../clock';
import { BuildRow } from '../tables';

/** Names one build of one commit. */
export interface BuildKey {
  previewId: string;
  sha: string;
  /** Names what is asked. */
  build: string;
}

/** What came of an attempt. */
export type BuildOutcome =
  | { url: string | undefined; runId: string | undefined }
  | { problem: string; retryAfterMilliseconds: number };

const toRow = ({ previewId, sha, build }: BuildKey) => ({
  preview_id: previewId,
  sha,
  build,
});

/** What became of asking for builds of a commit, by name. */
export async function readAskedBuilds(
  knex: Knex,
  previewId: string,
  sha: string,
): Promise<Record<string, AskedBuild>> {
  const rows = await knex<BuildRow>('preview_builds')
    .where({ preview_id: previewId, sha })
    .select();
  return Object.fromEntries(
    rows.map(row => [
      row.build,
      {
        attempts: row.attempts,
        sentAt: toDate(row.sent_at),
        retryAt: toDate(row.retry_at),
        url: row.url ?? undefined,
        runId: row.run_id ?? undefined,
        problem: row.problem ?? undefined,
      },
    ]),
  );
}

/**
 * Writes down that a build is about to be asked for. False when somebody else has begun an attempt since `attempts` were counted. Whoever
 * dies after this leaves it to be tried again when `retryAfterMilliseconds` are over.
 */
export async function beginBuild(
  knex: Knex,
  key: BuildKey,
  options: { attempts: number; retryAfterMilliseconds: number },
): Promise<boolean> {
  const retry_at = (await databaseNow(knex)) + options.retryAfterMilliseconds;
  const begun =
    options.attempts === 0
      ? await knex<BuildRow>('preview_builds')
          .insert({ ...toRow(key), attempts: 1, retry_at })
          .onConflict(['preview_id', 'sha', 'build'])
          .ignore()
          .returning('attempts')
      : await knex<BuildRow>('preview_builds')
          .where({ ...toRow(key), attempts: options.attempts })
          .update({ attempts: options.attempts + 1, retry_at })
          .returning('attempts');
  return begun.length > 0;
}

/** Writes down what came of an attempt. */
export async function endBuild(
  knex: Knex,
  key: BuildKey,
  outcome: BuildOutcome,
): Promise<void> {
  const now = await databaseNow(knex);
  await knex<BuildRow>('preview_builds')
    .where(toRow(key))
    .update(
      'problem' in outcome
        ? {
            problem: outcome.problem,
            retry_at: now + outcome.retryAfterMilliseconds,
          }
        : {
            sent_at: now,
            retry_at: null,
            url: outcome.url ?? null,
            run_id: outcome.runId ?? null,
            problem: null,
          },
    );
}
