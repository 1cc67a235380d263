import { Knex } from 'knex';
import { inHistory, NewWish, topicOf, Wish } from '../../preview';
import { databaseNow } from '../clock';
import { decodePreview } from '../previewRow';
import { HistoryRow, PreviewRow, WishRow } from '../tables';

/**
 * Writes a wish beside the record, in place of an earlier one on the same topic, and tells the timeline what no phase will. `hint` is
 * the count that a look must have seen to have seen the wish. What is wished of a pull request that never had a preview waits alone.
 */
export async function writeWish(
  tx: Knex.Transaction,
  preview: { id: string; row: PreviewRow | undefined },
  { kind, requestedBy, until, headSha }: NewWish,
  options: { hint: number; cause: string },
): Promise<void> {
  const { id, row } = preview;
  const record = row && decodePreview(row);
  const now = await databaseNow(tx);
  const wish: Wish = {
    kind,
    requestedBy,
    at: new Date(now),
    headSha: headSha ?? record?.pullRequest.head.sha ?? '',
    until: until && (await latestEnd(tx, id, until)),
  };
  await tx<WishRow>('preview_wishes')
    .insert({
      preview_id: id,
      topic: topicOf[kind],
      kind,
      requested_by: requestedBy,
      requested_at: now,
      head_sha: wish.headSha,
      until: wish.until?.getTime() ?? null,
      hint: options.hint,
    })
    .onConflict(['preview_id', 'topic'])
    .merge();
  const reason = inHistory(wish);
  if (reason === undefined || !record) return;
  await tx<HistoryRow>('preview_history').insert({
    preview_id: id,
    at: now,
    phase: record.phase,
    reason,
    cause: options.cause,
  });
}

/** Two people who ask at the same moment both get what they asked for. */
async function latestEnd(
  tx: Knex.Transaction,
  previewId: string,
  until: Date,
): Promise<Date> {
  const pending = await tx<WishRow>('preview_wishes')
    .where({ preview_id: previewId, topic: topicOf.extend })
    .first();
  return new Date(Math.max(until.getTime(), Number(pending?.until ?? 0)));
}
