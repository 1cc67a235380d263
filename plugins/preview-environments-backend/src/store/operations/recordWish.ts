import { Knex } from 'knex';
import { NewWish } from '../../preview';
import { PreviewRow } from '../tables';
import { findTarget } from './enqueueKnownPreview';
import { markDue } from './markDue';
import { writeWish } from './writeWish';

/**
 * Writes down what a person asked for, in place of what was asked before on the same topic, and makes a look due. It is kept beside the
 * record, because a look under way will write that without having seen the wish. False when there is no such preview.
 */
export async function recordWish(
  knex: Knex,
  previewId: string,
  wish: NewWish,
): Promise<boolean> {
  return knex.transaction(async tx => {
    const read = () =>
      tx<PreviewRow>('previews').where({ id: previewId }).first();
    const target = await findTarget(tx, previewId);
    if (!target || !(await read())) return false;
    const cause = `${wish.kind} requested by ${wish.requestedBy}`;
    // Locks the row of the look: from here on nobody else writes a wish or a record.
    const hint = await markDue(tx, target, cause, { always: true });
    const row = await read();
    if (!row || hint === undefined) return false;
    await writeWish(tx, { id: previewId, row }, wish, { hint, cause });
    return true;
  });
}
