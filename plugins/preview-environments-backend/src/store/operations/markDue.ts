import { Knex } from 'knex';
import { isPersonal, Urgency, urgencyOf } from '../../preview';
import { databaseNow } from '../clock';
import { CauseRow, LookRow } from '../tables';

/** The pull request that a look is at. */
export interface LookTarget {
  previewId: string;
  host: string;
  repositoryId: string;
  number: number;
}

const mostCauses = 10;

/**
 * Makes a look due now and answers the count of its hints. While another look is under way the count is what tells that
 * one more is needed. What is parked is woken by nothing but what is urgent. Nothing is written when the cause is known and a look will
 * follow anyway; `always` writes even then.
 */
export async function markDue(
  knex: Knex,
  target: LookTarget,
  cause: string,
  options: { always: boolean } = { always: false },
): Promise<number | undefined> {
  if (!options.always && (await isKnown(knex, target.previewId, cause))) {
    return undefined;
  }
  return knex.transaction(async tx => {
    const hint = await raiseHints(tx, target, urgencyOf(cause));
    const previewId = target.previewId;
    await tx<CauseRow>('preview_look_causes')
      .insert({ preview_id: previewId, cause: cause.slice(0, 255), hint })
      .onConflict(['preview_id', 'cause'])
      .merge(['hint']);
    // So few hints can't have left too many causes.
    if (hint > mostCauses) await dropSurplusCauses(tx, previewId);
    return hint;
  });
}

/** What people asked for stays; of the rest what came last. */
async function dropSurplusCauses(tx: Knex, previewId: string): Promise<void> {
  const causes = () =>
    tx<CauseRow>('preview_look_causes').where({ preview_id: previewId });
  const newestFirst = await causes().orderBy('hint', 'desc').select('cause');
  const surplus = newestFirst
    .map(({ cause }) => cause)
    .sort((one, other) => Number(isPersonal(other)) - Number(isPersonal(one)))
    .slice(mostCauses);
  if (surplus.length > 0) await causes().whereIn('cause', surplus).delete();
}

async function raiseHints(
  tx: Knex,
  target: LookTarget,
  urgency: Urgency,
): Promise<number> {
  const now = await databaseNow(tx);
  const [{ hints }] = await tx<LookRow>('preview_looks')
    .insert({
      preview_id: target.previewId,
      host: target.host,
      repository_id: target.repositoryId,
      number: target.number,
      next_look: now,
      urgency,
      hinted_at: urgency === 0 ? now : null,
      hints: 1,
      // Above every generation of a row that was forgotten and is made again.
      lease_generation: now,
    })
    .onConflict('preview_id')
    .merge({
      hints: tx.raw('preview_looks.hints + 1'),
      // Those that are due already keep their place in the queue.
      next_look: tx.raw(
        'case when preview_looks.next_look <= excluded.next_look or (preview_looks.parked_at is not null and excluded.urgency > 0) then preview_looks.next_look else excluded.next_look end',
      ),
      urgency: tx.raw(
        'case when preview_looks.next_look <= excluded.next_look and preview_looks.urgency < excluded.urgency then preview_looks.urgency else excluded.urgency end',
      ),
      hinted_at: tx.raw(
        'case when excluded.urgency = 0 then excluded.hinted_at else preview_looks.hinted_at end',
      ),
      // Those that become more urgent are lined up anew.
      turn: tx.raw(
        'case when excluded.urgency < preview_looks.urgency then null else preview_looks.turn end',
      ),
    })
    .returning('hints');
  return hints;
}

/**
 * Whether the cause waits for a look that has not begun. A lease that ran out still counts as a look: its worker may end it. What is
 * parked is due by its own time unless the cause is urgent.
 */
async function isKnown(
  knex: Knex,
  previewId: string,
  cause: string,
): Promise<boolean> {
  const now = await databaseNow(knex);
  const row = await knex('preview_looks')
    .join('preview_look_causes', {
      'preview_looks.preview_id': 'preview_look_causes.preview_id',
    })
    .where('preview_looks.preview_id', previewId)
    .where('preview_look_causes.cause', cause.slice(0, 255))
    .where(due => {
      due.where('preview_looks.next_look', '<=', now);
      if (urgencyOf(cause) > 0) due.orWhereNotNull('preview_looks.parked_at');
    })
    .where(either =>
      either
        .whereNull('preview_looks.lease_owner')
        .orWhereRaw('preview_look_causes.hint > preview_looks.claimed_hints'),
    )
    .first('preview_looks.preview_id');
  return row !== undefined;
}
