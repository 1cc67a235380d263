import { Knex } from 'knex';
import { HistoryEntry, isOrigin } from '../../preview';
import { databaseNow } from '../clock';
import { HistoryRow } from '../tables';

/**
 * Adds to a preview's timeline. A step that a timer or a watch led to is one of something that a person, the code host or a sweep began:
 * that is the origin of the entry before.
 */
export async function addHistory(
  tx: Knex.Transaction,
  previewId: string,
  entries: Omit<HistoryEntry, 'at'>[],
): Promise<void> {
  if (entries.length === 0) return;
  const at = await databaseNow(tx);
  const origin = entries.every(({ cause }) => isOrigin(cause))
    ? undefined
    : await lastOrigin(tx, previewId);
  await tx<HistoryRow>('preview_history').insert(
    entries.map(({ phase, reason, cause }) => ({
      preview_id: previewId,
      at,
      phase,
      reason,
      cause,
      origin: isOrigin(cause) ? null : origin ?? null,
    })),
  );
}

async function lastOrigin(
  tx: Knex.Transaction,
  previewId: string,
): Promise<string | null | undefined> {
  const last = await tx<HistoryRow>('preview_history')
    .where({ preview_id: previewId })
    .orderBy('id', 'desc')
    .first();
  return last && (isOrigin(last.cause) ? last.cause : last.origin);
}
