import { Knex } from 'knex';

// Any number that nothing else in this database locks.
const admissionLock = 77_384_643;

/**
 * Lets one transaction at a time decide about places. Taken before any row of the queue is locked, so that nobody who has
 * the lock waits for somebody who wants it. SQLite has one writer at a time anyway.
 */
export async function lockAdmissions(tx: Knex.Transaction): Promise<void> {
  if (tx.client.config.client !== 'pg') return;
  await tx.raw('select pg_advisory_xact_lock(?)', [admissionLock]);
}
