import { Knex } from 'knex';
import { databaseNow } from '../clock';
import { decodePreview } from '../previewRow';
import { PreviewRow, WishRow } from '../tables';
import { findTarget } from './enqueueKnownPreview';
import { markDue } from './markDue';

/**
 * Writes down what a person asked for, in place of what was asked before, and makes a look due. It is kept beside the record,
 * because a look under way will write that without having seen the wish. False when there is no such preview.
 */
export async function recordWish(
  knex: Knex,
  previewId: string,
  { kind, requestedBy }: { kind: WishRow['kind']; requestedBy: string },
): Promise<boolean> {
  return knex.transaction(async tx => {
    const row = await tx<PreviewRow>('previews')
      .where({ id: previewId })
      .first();
    const target = await findTarget(tx, previewId);
    if (!row || !target) return false;

    const cause = `${kind} requested by ${requestedBy}`;
    const hint = await markDue(tx, target, cause, { always: true });
    await tx<WishRow>('preview_wishes')
      .insert({
        preview_id: previewId,
        kind,
        requested_by: requestedBy,
        requested_at: await databaseNow(tx),
        head_sha: decodePreview(row, undefined).pullRequest.head.sha,
        hint,
      })
      .onConflict('preview_id')
      .merge();
    return true;
  });
}
