import { Knex } from 'knex';
import { PreviewRecord } from '../../preview';
import { PreviewRow } from '../tables';
import { LookResult } from '../types';
import { addHistory } from './addHistory';
import { Lease, lockHeldLook } from './heldLook';
import { savePreview } from './savePreview';

/**
 * Writes down what a look is about to do; the lease stays as it is, and what came meanwhile stays due. False, and nothing is written, when
 * the lease was lost. A record that is there already, with its history, was committed by an attempt whose answer was lost.
 */
export async function rememberLook(
  knex: Knex,
  lease: Lease,
  { record, history }: Pick<LookResult, 'history'> & { record: PreviewRecord },
): Promise<boolean> {
  return knex.transaction(async tx => {
    if (!(await lockHeldLook(tx, lease))) return false;
    const before = await tx<PreviewRow>('previews')
      .where({ id: record.id })
      .first();
    if (await savePreview(tx, record, before))
      await addHistory(tx, record.id, history);
    return true;
  });
}
