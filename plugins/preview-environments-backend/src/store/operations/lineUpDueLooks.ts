import { Knex } from 'knex';
import { Urgency } from '../../preview';
import { databaseNow } from '../clock';
import { LookRow } from '../tables';

/** How much later the next look at the same repository stands in line. No look takes that long, so that a newcomer is behind few of those that came before. */
const spacingMilliseconds = 60_000;
/** Of each urgency; the rest of a greater rush is lined up by the next claims. */
const atOnce = 200;

// Any number that nothing else in this database locks.
const lineLock = 77_384_644;

/**
 * Gives every look that is due, and that nobody works on, its turn. The turns of one repository's looks of one urgency are spaced out
 * from now on, so that one with hundreds of them leaves a place in front to each of the others; being times, they also keep
 * newcomers from overtaking for ever. Writes nothing when none is due.
 */
export async function lineUpDueLooks(knex: Knex): Promise<void> {
  const now = await databaseNow(knex);
  // Most polls find nothing to line up, and are spared the transaction.
  const due = await dueAndFree(knex, now).distinct('urgency');
  if (due.length === 0) return;
  await knex.transaction(async tx => {
    if (tx.client.config.client === 'pg') {
      // Whoever claims at the same time waits for the line instead of finding it empty.
      await tx.raw('select pg_advisory_xact_lock(?)', [lineLock]);
      // A line that a crash of the database loses is made anew: nobody has to wait for the disk.
      await tx.raw('set local synchronous_commit to off');
    }
    for (const { urgency } of due) await lineUp(tx, now, urgency);
  });
}

async function lineUp(
  tx: Knex.Transaction,
  now: number,
  urgency: Urgency,
): Promise<void> {
  const due = dueAndFree(tx, now)
    .where({ urgency })
    .orderBy(['next_look', 'preview_id'])
    .limit(atOnce);
  // SQLite has one writer at a time, and no row locks.
  if (tx.client.config.client === 'pg') due.forUpdate().skipLocked();

  const latest = tx<LookRow>({ waiting: 'preview_looks' })
    .max('waiting.turn')
    .whereNotNull('waiting.turn')
    .whereRaw('waiting.host = due.host')
    .whereRaw('waiting.repository_id = due.repository_id')
    .whereRaw('waiting.urgency = due.urgency');
  const placed = tx
    .from(due.select().as('due'))
    .select(
      'preview_id',
      tx.raw(
        'row_number() over (partition by host, repository_id, urgency order by next_look, preview_id) - 1 as place',
      ),
      latest.as('latest'),
    );
  await tx.raw(
    `update preview_looks set turn = line.turn from (
       select preview_id,
         case when latest >= ? then latest + ? else ? end + place * ? as turn
       from (?) as placed
     ) as line
     where preview_looks.preview_id = line.preview_id`,
    [now, spacingMilliseconds, now, spacingMilliseconds, placed],
  );
}

/** A lease that ran out makes a look free again: its worker died. */
function dueAndFree(knex: Knex, now: number) {
  return knex<LookRow>('preview_looks')
    .whereNull('turn')
    .where('next_look', '<=', now)
    .where(either =>
      either.whereNull('lease_until').orWhere('lease_until', '<=', now),
    );
}
