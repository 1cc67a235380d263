import { Knex } from 'knex';
import { heldLook, Lease } from './heldLook';

/** Gives a lease back: the look is due again at once, for anybody. Nothing happens when the lease was lost. */
export async function releaseLease(knex: Knex, lease: Lease): Promise<void> {
  await heldLook(knex, lease).update({ lease_owner: null, lease_until: null });
}
