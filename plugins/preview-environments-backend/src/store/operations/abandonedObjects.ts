import { Knex } from 'knex';
import { AbandonedObject, LeftObject } from '../../preview';
import { databaseNow } from '../clock';
import { AbandonedRow } from '../tables';

/** Writes down what was left in the clusters, so that nobody takes it for an orphan and removes it after all. */
export async function abandonObjects(
  knex: Knex,
  options: {
    /** Whose they were; undefined where that is not known. */
    previewId: string | undefined;
    abandonedBy: string;
    objects: LeftObject[];
  },
): Promise<void> {
  const { previewId, abandonedBy, objects } = options;
  const now = await databaseNow(knex);
  const rows = objects.flatMap(({ uid, ...object }): AbandonedRow[] =>
    // A later object of the same name must not count as given up.
    uid === undefined
      ? []
      : [
          {
            cluster: object.cluster,
            uid,
            preview_id: previewId ?? null,
            abandoned_by: abandonedBy,
            abandoned_at: now,
            object: JSON.stringify(object),
          },
        ],
  );
  if (rows.length === 0) return;
  await knex<AbandonedRow>('abandoned_objects')
    .insert(rows)
    .onConflict(['cluster', 'uid'])
    .merge();
}

/** Everything that was ever left behind, oldest first. */
export async function readAbandonedObjects(
  knex: Knex,
): Promise<AbandonedObject[]> {
  const rows = await knex<AbandonedRow>('abandoned_objects')
    .orderBy(['abandoned_at', 'uid'])
    .select();
  return rows.map(row => ({
    ...JSON.parse(row.object),
    uid: row.uid,
    previewId: row.preview_id ?? undefined,
    abandonedBy: row.abandoned_by,
    abandonedAt: new Date(Number(row.abandoned_at)),
  }));
}
