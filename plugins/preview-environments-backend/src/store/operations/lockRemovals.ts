import { Knex } from 'knex';

// Any number that nothing else in this database locks.
const removalLock = 77_384_721;

/** Lets one transaction at a time decide about removals. Whoever has the lock takes no other. SQLite has one writer at a time anyway. */
export async function lockRemovals(tx: Knex.Transaction): Promise<void> {
  if (tx.client.config.client !== 'pg') return;
  await tx.raw('select pg_advisory_xact_lock(?)', [removalLock]);
}
