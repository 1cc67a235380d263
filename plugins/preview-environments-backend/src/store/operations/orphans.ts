import { Knex } from 'knex';
import { Orphan, OrphanedObject } from '../../preview';
import { toDate } from '../clock';
import { OrphanRow } from '../tables';
import { abandonObjects } from './abandonedObjects';

interface Detail {
  objects: (Omit<OrphanedObject, 'foundAt'> & { foundAt: string })[];
  reason: string;
  blockedBy: string[];
}

/** All orphans that are known, the oldest first. */
export async function readOrphans(knex: Knex): Promise<Orphan[]> {
  const rows = await knex<OrphanRow>('preview_orphans')
    .orderBy(['found_at', 'id'])
    .select();
  return rows.map(decode);
}

/** Makes the table say what a sweep found: what is no longer there is forgotten, and an equal row is not written. */
export async function saveOrphans(
  knex: Knex,
  found: { kept: Orphan[]; dropped: string[] },
): Promise<void> {
  const rows = await knex<OrphanRow>('preview_orphans').select();
  const before = new Map(rows.map(row => [row.id, row]));
  for (const orphan of found.kept) {
    const row = encode(orphan);
    if (isSame(before.get(row.id), row)) continue;
    await knex<OrphanRow>('preview_orphans')
      .insert(row)
      .onConflict('id')
      .merge();
  }
  if (found.dropped.length === 0) return;
  await knex<OrphanRow>('preview_orphans')
    .whereIn('id', found.dropped)
    .delete();
}

/** Leaves an orphan to whoever wants it: its objects are not ours any more. Answers what it was; undefined when there is none of that id. */
export async function releaseOrphan(
  knex: Knex,
  id: string,
  releasedBy: string,
): Promise<Orphan | undefined> {
  return knex.transaction(async tx => {
    const rows = () => tx<OrphanRow>('preview_orphans').where({ id });
    const row = await rows().first();
    if (!row) return undefined;
    await rows().delete();
    const orphan = decode(row);
    await abandonObjects(tx, {
      previewId: orphan.previewId,
      abandonedBy: releasedBy,
      objects: orphan.objects.map(({ foundAt: _, ...object }) => object),
    });
    return orphan;
  });
}

function encode(orphan: Orphan): OrphanRow {
  const { objects, reason, blockedBy } = orphan;
  return {
    id: orphan.id,
    cluster: orphan.cluster,
    preview_id: orphan.previewId ?? null,
    found_at: orphan.foundAt.getTime(),
    confirmed_at: orphan.confirmedAt?.getTime() ?? null,
    state: orphan.state,
    detail: JSON.stringify({ objects, reason, blockedBy }),
  };
}

function decode(row: OrphanRow): Orphan {
  const { objects, reason, blockedBy }: Detail = JSON.parse(row.detail);
  return {
    id: row.id,
    cluster: row.cluster,
    previewId: row.preview_id ?? undefined,
    objects: objects.map(object => ({
      ...object,
      foundAt: new Date(object.foundAt),
    })),
    reason,
    foundAt: new Date(Number(row.found_at)),
    confirmedAt: toDate(row.confirmed_at),
    state: row.state,
    blockedBy,
  };
}

function isSame(one: OrphanRow | undefined, other: OrphanRow): boolean {
  return (
    one?.detail === other.detail &&
    one.state === other.state &&
    String(one.confirmed_at) === String(other.confirmed_at)
  );
}
