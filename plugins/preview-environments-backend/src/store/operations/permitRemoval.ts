import { Knex } from 'knex';
import { RemovalCap, removalLimit, RemovalPermit } from '../../preview';
import { databaseNow, toDate } from '../clock';
import { PreviewRow, RemovalPermitRow } from '../tables';
import { SecondReading } from '../types';
import { lockRemovals } from './lockRemovals';

/** A permit that nobody made use of is forgotten after this time, and has to be asked for anew. */
const unusedMilliseconds = 24 * 3_600_000;

/**
 * Whether a removal that is inferred from absence may begin. Those that began within the window are counted; beyond the cap a removal
 * is held, and with it every later one, until an administrator releases them. Asked again it answers the same and writes nothing.
 * Replicas take turns, and all times are the database's, so that no clock that is ahead makes a second reading of the first.
 */
export async function permitRemoval(
  knex: Knex,
  subject: string,
  cap: RemovalCap,
  reading?: SecondReading,
): Promise<RemovalPermit> {
  return knex.transaction(async tx => {
    await lockRemovals(tx);
    const now = await databaseNow(tx);
    const own = await remember(tx, subject, now, reading);
    if (own.permitted_at !== null) return { permitted: true };
    if (own.held_at !== null) return held(tx, own, cap, now);
    const left = reading
      ? Number(own.read_at) + reading.afterMilliseconds - now
      : 0;
    if (left > 0) {
      return {
        permitted: false,
        because: 'read-once',
        againAfterMilliseconds: left,
      };
    }
    const permitted = await fits(tx, cap, now);
    const verdict = permitted ? { permitted_at: now } : { held_at: now };
    await permits(tx).where({ subject }).update(verdict);
    return permitted
      ? { permitted }
      : held(tx, { ...own, ...verdict }, cap, now);
  });
}

/** How many removals may begin in the window. What began in it still counts as live, or the cap would shrink with every removal. */
export async function currentLimit(
  tx: Knex,
  cap: RemovalCap,
  now: number,
): Promise<number> {
  const live = () =>
    tx<PreviewRow>('previews').whereNotIn('phase', ['gone', 'terminating']);
  // In one statement: one that begins to go between two of them would count twice.
  const counts: Record<'alive' | 'leaving', string | number> = await tx
    .select({
      alive: live().count('*'),
      leaving: begun(tx, cap, now)
        .whereNotIn('subject', live().select('id'))
        .count('*'),
    })
    .first();
  return removalLimit(Number(counts.alive) + Number(counts.leaving), cap);
}

/** The row of the subject, made when there is none. A caller that knows of no earlier reading begins anew, unless it is held. */
async function remember(
  tx: Knex.Transaction,
  subject: string,
  now: number,
  reading: SecondReading | undefined,
): Promise<RemovalPermitRow> {
  const own = await permits(tx).where({ subject }).first();
  const counts =
    own?.permitted_at === null ||
    now - Number(own?.permitted_at) < unusedMilliseconds;
  const waits = own && own.held_at !== null && own.permitted_at === null;
  if (own && (waits || (counts && reading?.again !== false))) return own;
  await permits(tx)
    .where('permitted_at', '<', now - unusedMilliseconds)
    .delete();
  const row: RemovalPermitRow = {
    subject,
    read_at: now,
    held_at: null,
    permitted_at: null,
    released_by: null,
  };
  await permits(tx).insert(row).onConflict('subject').merge();
  return row;
}

async function fits(tx: Knex, cap: RemovalCap, now: number): Promise<boolean> {
  const waiting = await permits(tx)
    .whereNotNull('held_at')
    .whereNull('permitted_at')
    .first();
  if (waiting) return false;
  const used = await begun(tx, cap, now)
    .count<{ count: string | number }>({ count: '*' })
    .first();
  return Number(used?.count) < (await currentLimit(tx, cap, now));
}

async function held(
  tx: Knex,
  own: RemovalPermitRow,
  cap: RemovalCap,
  now: number,
): Promise<RemovalPermit> {
  return {
    permitted: false,
    because: 'held',
    since: toDate(own.held_at)!,
    limit: await currentLimit(tx, cap, now),
  };
}

/** What was let go by the cap within the window; what a person released does not count. */
function begun(tx: Knex, { windowMilliseconds }: RemovalCap, now: number) {
  return permits(tx)
    .where('permitted_at', '>', now - windowMilliseconds)
    .whereNull('released_by');
}

function permits(tx: Knex) {
  return tx<RemovalPermitRow>('removal_permits');
}
