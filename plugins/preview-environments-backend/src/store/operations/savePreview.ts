import { Knex } from 'knex';
import { PreviewRecord } from '../../preview';
import { encodePreview } from '../previewRow';
import { ComponentRow, PreviewRow } from '../tables';
import { saveLinks } from './links';

/** Writes the whole record, and what queries need of it; whoever is linked to it hears of what concerns them. False when an equal one is there already, which is not written again. */
export async function savePreview(
  tx: Knex.Transaction,
  record: PreviewRecord,
  before: PreviewRow | undefined,
): Promise<boolean> {
  const row = encodePreview(record);
  if (before?.state === row.state) return false;
  await tx<PreviewRow>('previews').insert(row).onConflict('id').merge();
  await saveComponents(tx, record);
  await saveLinks(tx, record, before);
  return true;
}

async function saveComponents(
  tx: Knex.Transaction,
  record: PreviewRecord,
): Promise<void> {
  const components = () =>
    tx<ComponentRow>('preview_components').where({ preview_id: record.id });
  const wanted = record.components.flatMap(({ entityRefs }) => entityRefs);
  const refs = [...new Set(wanted.map(ref => ref.toLowerCase()))];

  const existing = (await components()).map(({ entity_ref }) => entity_ref);
  const surplus = existing.filter(ref => !refs.includes(ref));
  const missing = refs.filter(ref => !existing.includes(ref));
  if (surplus.length > 0) {
    await components().whereIn('entity_ref', surplus).delete();
  }
  if (missing.length > 0) {
    await tx<ComponentRow>('preview_components').insert(
      missing.map(ref => ({ preview_id: record.id, entity_ref: ref })),
    );
  }
}
