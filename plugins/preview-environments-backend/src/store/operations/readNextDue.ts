import { Knex } from 'knex';
import { databaseNow } from '../clock';
import { BigInteger, LookRow } from '../tables';

/**
 * Milliseconds until the first look is due, 0 when one is already; undefined when none is planned. A look under way counts
 * from the end of its lease, because its worker may have died.
 */
export async function readNextDue(knex: Knex): Promise<number | undefined> {
  const waiting = await knex<LookRow>('preview_looks')
    .whereNull('lease_until')
    .whereNotNull('next_look')
    .orderBy('next_look')
    .first<{ next_look: BigInteger }>('next_look');
  const underWay = await knex<LookRow>('preview_looks')
    .whereNotNull('lease_until')
    .whereNotNull('next_look')
    .min({
      due: knex.raw(
        'case when lease_until > next_look then lease_until else next_look end',
      ),
    })
    .first<{ due: BigInteger | null }>();
  const times = [waiting?.next_look, underWay?.due].flatMap(time =>
    time === undefined || time === null ? [] : [Number(time)],
  );
  if (times.length === 0) return undefined;
  return Math.max(0, Math.min(...times) - (await databaseNow(knex)));
}
