import { Knex } from 'knex';
import { byTimer, underWay, Urgency } from '../../preview';
import { databaseNow } from '../clock';
import { BranchRow, CauseRow, LookRow, PreviewRow, WishRow } from '../tables';
import { LookResult } from '../types';
import { abandonObjects } from './abandonedObjects';
import { addHistory } from './addHistory';
import { freePlace, hasPlace } from './freePlace';
import { endedLook, heldLook, Lease, lockHeldLook } from './heldLook';
import { lockAdmissions } from './lockAdmissions';
import { nextUrgency } from './nextUrgency';
import { savePreview } from './savePreview';

/** A step that takes so long belongs to what is under way. */
const soonMilliseconds = 10_000;

/**
 * Ends a look: writes down what it found, drops what it had been asked, and plans the next one. A hint that came meanwhile
 * makes that due at once. False, and nothing is written, when the lease was lost. A later attempt may find that the first one was committed.
 */
export async function completeLook(
  knex: Knex,
  lease: Lease,
  result: LookResult,
  attempt = 1,
): Promise<boolean> {
  const ends =
    (!result.record || result.record.phase === 'gone') &&
    // Nobody else gives it one: this look is the only one at the preview.
    (await hasPlace(knex, lease.previewId));
  return knex.transaction(async tx => {
    if (ends) await lockAdmissions(tx);
    const look = await lockHeldLook(tx, lease);
    if (!look) return attempt > 1 && (await wasEnded(tx, lease));

    await saveResult(tx, look, result);
    if (result.abandoned) {
      const previewId = look.preview_id;
      await abandonObjects(tx, { previewId, ...result.abandoned });
    }
    await dropSeen(tx, look);
    if (ends) await freePlace(tx, look.preview_id);
    await planNextLook(tx, look, result);
    return true;
  });
}

/** Whether the attempt before was committed after all: then the lease is ended, or there is nothing left to look at. */
async function wasEnded(tx: Knex.Transaction, lease: Lease): Promise<boolean> {
  if (await endedLook(tx, lease)) return true;
  const own = { preview_id: lease.previewId };
  return !(await tx<LookRow>('preview_looks').where(own).first('preview_id'));
}

async function saveResult(
  tx: Knex.Transaction,
  look: LookRow,
  { record, history }: LookResult,
): Promise<void> {
  if (record) {
    const before = await tx<PreviewRow>('previews')
      .where({ id: look.preview_id })
      .first();
    await savePreview(tx, record, before);
  }
  await addHistory(tx, look.preview_id, history);
}

/** What came after the claim has not been seen by this look, whatever it read later. */
async function dropSeen(tx: Knex.Transaction, look: LookRow): Promise<void> {
  const { preview_id, claimed_hints } = look;
  await tx<CauseRow>('preview_look_causes')
    .where({ preview_id })
    .andWhere('hint', '<=', claimed_hints)
    .delete();
  await tx<WishRow>('preview_wishes')
    .where({ preview_id })
    .andWhere('hint', '<=', claimed_hints)
    .delete();
}

async function planNextLook(
  tx: Knex.Transaction,
  look: LookRow,
  { record, lookAgainAfterMilliseconds: after }: LookResult,
): Promise<void> {
  const hinted = look.hints > look.claimed_hints;
  const row = heldLook(tx, {
    previewId: look.preview_id,
    leaseGeneration: Number(look.lease_generation),
  });
  if (!record && !hinted) {
    await tx<BranchRow>('preview_branches')
      .where({ preview_id: look.preview_id })
      .delete();
    await row.delete();
    return;
  }
  const now = await databaseNow(tx);
  const planned = after === undefined ? null : now + after;
  await row.update({
    next_look: hinted ? now : planned,
    urgency: hinted ? await nextUrgency(tx, look) : plannedUrgency(after),
    attempts: 0,
    begun: 0,
    repeats: 0,
    failing_since: null,
    parked_at: null,
    last_error: null,
    lease_owner: null,
    lease_until: null,
  });
}

/** A step of what is under way goes before what only waits, and after what people did meanwhile. */
function plannedUrgency(after: number | undefined): Urgency {
  return after !== undefined && after <= soonMilliseconds ? underWay : byTimer;
}
