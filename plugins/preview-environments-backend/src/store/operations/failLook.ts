import { Knex } from 'knex';
import { databaseNow } from '../clock';
import { heldLook, Lease, lockHeldLook } from './heldLook';

/**
 * Ends a look that came to nothing. What it had been asked stays for the next one, which is due after the wait, or at once
 * when a hint came meanwhile. False when the lease was lost.
 */
export async function failLook(
  knex: Knex,
  lease: Lease,
  options: { message: string; retryAfterMilliseconds: number },
): Promise<boolean> {
  return knex.transaction(async tx => {
    const look = await lockHeldLook(tx, lease);
    if (!look) return false;
    const now = await databaseNow(tx);
    const hinted = look.hints > look.claimed_hints;
    await heldLook(tx, lease).update({
      next_look: hinted ? now : now + options.retryAfterMilliseconds,
      attempts: look.attempts + 1,
      last_error: options.message,
      lease_owner: null,
      lease_until: null,
    });
    return true;
  });
}
