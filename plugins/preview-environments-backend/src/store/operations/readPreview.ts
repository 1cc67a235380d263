import { Knex } from 'knex';
import { PreviewRecord } from '../../preview';
import { decodePreview } from '../previewRow';
import { PreviewRow, WishRow } from '../tables';

/** A preview, or its tombstone. Undefined for what never was a preview. */
export async function readPreview(
  knex: Knex,
  id: string,
): Promise<PreviewRecord | undefined> {
  const row = await knex<PreviewRow>('previews').where({ id }).first();
  if (!row) return undefined;
  const [record] = await withWishes(knex, [row]);
  return record;
}

/** The records of rows, with what people wished since the last look. */
export async function withWishes(
  knex: Knex,
  rows: PreviewRow[],
): Promise<PreviewRecord[]> {
  const wishes = await knex<WishRow>('preview_wishes')
    .whereIn(
      'preview_id',
      rows.map(({ id }) => id),
    )
    .select();
  return rows.map(row =>
    decodePreview(
      row,
      wishes.filter(({ preview_id }) => preview_id === row.id),
    ),
  );
}
