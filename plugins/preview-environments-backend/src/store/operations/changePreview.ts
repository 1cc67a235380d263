import { Knex } from 'knex';
import { PreviewRecord } from '../../preview';
import { databaseNow } from '../clock';
import { decodePreview } from '../previewRow';
import { HistoryRow, LookRow, PreviewRow } from '../tables';
import { ChangeOutcome, PreviewChange } from '../sweepStore';
import { findTarget } from './enqueueKnownPreview';
import { LookTarget, markDue } from './markDue';
import { savePreview } from './savePreview';

/** Changes what is remembered of a preview between two looks, and makes the next one due. See `SweepStore.change`. */
export async function changePreview(
  knex: Knex,
  previewId: string,
  cause: string,
  change: (before: PreviewRecord | undefined) => PreviewChange | undefined,
): Promise<ChangeOutcome> {
  return knex.transaction(async tx => {
    const now = await databaseNow(tx);
    const look = await lockLook(tx, previewId);
    if (look?.lease_owner && Number(look.lease_until) > now) return 'busy';

    const row = await tx<PreviewRow>('previews')
      .where({ id: previewId })
      .first();
    const after = change(row && decodePreview(row, undefined));
    if (!after) return 'unchanged';
    await savePreview(tx, after.record, row);
    await tx<HistoryRow>('preview_history').insert({
      preview_id: previewId,
      at: now,
      phase: after.record.phase,
      reason: after.reason,
      cause,
    });
    await endStaleLease(tx, previewId);
    await markDue(tx, await targetOf(tx, after.record), cause);
    return 'changed';
  });
}

/** A worker whose lease ran out must not write its older record over this one. */
async function endStaleLease(
  tx: Knex.Transaction,
  previewId: string,
): Promise<void> {
  await tx<LookRow>('preview_looks')
    .where({ preview_id: previewId })
    .whereNotNull('lease_owner')
    .update({
      lease_owner: null,
      lease_until: null,
      lease_generation: tx.raw('lease_generation + 1'),
      taken_over_at: await databaseNow(tx),
    });
}

async function lockLook(
  tx: Knex.Transaction,
  previewId: string,
): Promise<LookRow | undefined> {
  const query = tx<LookRow>('preview_looks')
    .where({ preview_id: previewId })
    .first();
  // SQLite has one writer at a time, and no row locks.
  if (tx.client.config.client === 'pg') query.forUpdate();
  return query;
}

async function targetOf(
  tx: Knex,
  { id, repository, pullRequest }: PreviewRecord,
): Promise<LookTarget> {
  return (
    (await findTarget(tx, id)) ?? {
      previewId: id,
      host: repository.host,
      repositoryId: repository.id,
      number: pullRequest.number,
    }
  );
}
