import { Knex } from 'knex';
import { databaseNow } from '../clock';
import { BigInteger, LookRow } from '../tables';

/**
 * Milliseconds until the first look is due, 0 when one is already; undefined when none is planned. A look under way counts
 * from the end of its lease, because its worker may have died.
 */
export async function readNextDue(knex: Knex): Promise<number | undefined> {
  const row = await knex<LookRow>('preview_looks')
    .whereNotNull('next_look')
    .min({
      due: knex.raw(
        'case when lease_until > next_look then lease_until else next_look end',
      ),
    })
    .first<{ due: BigInteger | null }>();
  if (!row || row.due === null) return undefined;
  return Math.max(0, Number(row.due) - (await databaseNow(knex)));
}
