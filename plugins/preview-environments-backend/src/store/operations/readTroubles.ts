import { Knex } from 'knex';
import { toDate } from '../clock';
import { LookRow } from '../tables';
import { LookTrouble } from '../types';

/** Why the last looks at previews came to nothing, by preview id; those whose last look did not fail are left out. */
export async function readTroubles(
  knex: Knex,
  previewIds: string[],
): Promise<Map<string, LookTrouble>> {
  const rows = await knex<LookRow>('preview_looks')
    .whereIn('preview_id', previewIds)
    .where('attempts', '>', 0)
    .select();
  return new Map(
    rows.map(row => [
      row.preview_id,
      {
        attempts: row.attempts,
        message: row.last_error ?? '',
        nextLookAt: toDate(row.next_look),
        since: toDate(row.failing_since),
        parked: row.parked_at !== null,
      },
    ]),
  );
}
