import { Knex } from 'knex';
import { databaseNow } from '../clock';
import { LookRow } from '../tables';
import { LookFailure } from '../types';
import { endedLook, heldLook, Lease, lockHeldLook } from './heldLook';
import { nextUrgency } from './nextUrgency';
import { isSameError, parkedMilliseconds, patience } from './parking';

/**
 * Ends a look that came to nothing. What it had been asked stays for the next one, which is due after the wait, or at once when a hint
 * came meanwhile. Parks the preview when the same unknown error comes again and again. A later attempt may find that the first one was
 * committed.
 */
export async function failLook(
  knex: Knex,
  lease: Lease,
  failure: LookFailure,
  attempt = 1,
): Promise<'lost' | 'retried' | 'parked'> {
  return knex.transaction(async tx => {
    const look = await lockHeldLook(tx, lease);
    if (!look) {
      const ended = attempt > 1 ? await endedLook(tx, lease) : undefined;
      return ended ? outcomeOf(ended.parked_at !== null) : 'lost';
    }
    const now = await databaseNow(tx);
    const repeats = repeatsOf(look, failure);
    const parked = repeats >= patience;
    const urgency = await nextUrgency(tx, look);
    const wait = parked ? parkedMilliseconds : failure.retryAfterMilliseconds;
    const hinted =
      look.hints > look.claimed_hints && (!parked || urgency === 0);
    await heldLook(tx, lease).update({
      next_look: hinted ? now : now + wait,
      urgency,
      attempts: look.attempts + 1,
      repeats,
      failing_since: look.failing_since ?? now,
      parked_at: parked ? look.parked_at ?? now : null,
      last_error: failure.message,
      lease_owner: null,
      lease_until: null,
    });
    return outcomeOf(parked);
  });
}

function repeatsOf(
  { last_error, repeats }: LookRow,
  { message, unknown }: LookFailure,
): number {
  if (!unknown) return 0;
  return last_error !== null && isSameError(last_error, message)
    ? repeats + 1
    : 1;
}

function outcomeOf(parked: boolean): 'parked' | 'retried' {
  return parked ? 'parked' : 'retried';
}
