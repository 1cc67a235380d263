import { Knex } from 'knex';
import { toDate } from '../clock';
import { LookRow } from '../tables';
import { LookTrouble } from '../types';

/** Why the last looks at a preview came to nothing; undefined when the last one did not. */
export async function readTrouble(
  knex: Knex,
  previewId: string,
): Promise<LookTrouble | undefined> {
  const row = await knex<LookRow>('preview_looks')
    .where({ preview_id: previewId })
    .where('attempts', '>', 0)
    .first();
  return (
    row && {
      attempts: row.attempts,
      message: row.last_error ?? '',
      nextLookAt: toDate(row.next_look),
    }
  );
}
