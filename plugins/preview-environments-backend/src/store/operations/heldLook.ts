import { Knex } from 'knex';
import { LookRow } from '../tables';

/** What of a claim proves the right to write. */
export interface Lease {
  previewId: string;
  leaseGeneration: number;
}

/**
 * The row of a look, as long as the lease on it is this one (rule 7.3): every claim raises the generation, and a lease that
 * was ended or given back has no owner. One that ran out and that nobody took over still counts.
 */
export function heldLook(
  knex: Knex,
  { previewId, leaseGeneration }: Lease,
): Knex.QueryBuilder<LookRow, LookRow[]> {
  return knex<LookRow>('preview_looks')
    .where({ preview_id: previewId, lease_generation: leaseGeneration })
    .whereNotNull('lease_owner');
}

/** Reads the row and keeps others from changing it until the transaction ends. Undefined when the lease was lost. */
export async function lockHeldLook(
  tx: Knex.Transaction,
  lease: Lease,
): Promise<LookRow | undefined> {
  const query = heldLook(tx, lease).first();
  // SQLite has one writer at a time, and no row locks.
  if (tx.client.config.client === 'pg') query.forUpdate();
  return query;
}

/** The row after the holder of a lease has ended it, as long as nobody has claimed it since. Who ends a lease twice finds out by this. */
export async function endedLook(
  knex: Knex,
  { previewId, leaseGeneration }: Lease,
): Promise<LookRow | undefined> {
  return knex<LookRow>('preview_looks')
    .where({ preview_id: previewId, lease_generation: leaseGeneration })
    .whereNull('lease_owner')
    .first();
}
