import { Phase } from '@previewenv/plugin-preview-environments-common';
import { Knex } from 'knex';
import { HistoryEntry } from '../../preview';
import { HistoryRow } from '../tables';

/** A page of a preview's timeline, newest first. `next` is what `before` has to be for the page after it. */
export async function readHistory(
  knex: Knex,
  previewId: string,
  { limit, before }: { limit: number; before?: number },
): Promise<{ entries: HistoryEntry[]; next: number | undefined }> {
  const query = knex<HistoryRow>('preview_history')
    .where({ preview_id: previewId })
    .orderBy('id', 'desc')
    // One more tells whether there is another page.
    .limit(limit + 1);
  if (before !== undefined) query.where('id', '<', before);

  const rows = await query.select();
  const page = rows.slice(0, limit);
  return {
    entries: page.map(({ at, phase, reason, cause, origin }) => ({
      at: new Date(Number(at)),
      phase: phase as Phase,
      reason,
      cause: origin ? `${cause}, after ${origin}` : cause,
    })),
    next: rows.length > limit ? Number(page[limit - 1].id) : undefined,
  };
}
