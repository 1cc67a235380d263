import { Knex } from 'knex';
import { HeldRemovals, RemovalCap } from '../../preview';
import { databaseNow, toDate } from '../clock';
import { RemovalPermitRow } from '../tables';
import { currentLimit } from './permitRemoval';

/** The removals that wait for an administrator; undefined when none does. */
export async function readHeldRemovals(
  knex: Knex,
  cap: RemovalCap,
): Promise<HeldRemovals | undefined> {
  const rows = await knex<RemovalPermitRow>('removal_permits')
    .whereNotNull('held_at')
    .whereNull('permitted_at')
    .orderBy(['held_at', 'subject'])
    .select();
  if (rows.length === 0) return undefined;
  return {
    since: toDate(rows[0].held_at)!,
    subjects: rows.map(({ subject }) => subject),
    limit: await currentLimit(knex, cap, await databaseNow(knex)),
  };
}
