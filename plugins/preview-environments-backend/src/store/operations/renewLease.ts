import { Knex } from 'knex';
import { databaseNow } from '../clock';
import { heldLook, Lease } from './heldLook';

/** Makes a lease last for `leaseMilliseconds` from now, by the database's clock. False when it was lost. */
export async function renewLease(
  knex: Knex,
  lease: Lease,
  leaseMilliseconds: number,
): Promise<boolean> {
  const now = await databaseNow(knex);
  const renewed = await heldLook(knex, lease).update({
    lease_until: now + leaseMilliseconds,
  });
  return renewed === 1;
}
