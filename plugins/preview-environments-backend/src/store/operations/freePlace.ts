import { Knex } from 'knex';
import { AdmissionRow } from '../tables';
import { markDue } from './markDue';

/**
 * Gives back the place that a preview held among the admitted, or in the queue for it. The one that waits longest in each
 * repository is looked at next: whichever may have the place is among them. Needs the lock on admissions.
 */
export async function freePlace(
  tx: Knex.Transaction,
  previewId: string,
): Promise<void> {
  const own = { preview_id: previewId };
  const freed = await tx<AdmissionRow>('preview_admissions').where(own).first();
  if (!freed) return;
  await tx<AdmissionRow>('preview_admissions').where(own).delete();
  if (freed.admitted_at === null) return;

  for (const row of await longestWaiting(tx)) {
    const target = {
      previewId: row.preview_id,
      host: row.host,
      repositoryId: row.repository_id,
      number: row.number,
    };
    await markDue(tx, target, 'a place became free');
  }
}

async function longestWaiting(tx: Knex): Promise<AdmissionRow[]> {
  const waiting = await tx<AdmissionRow>('preview_admissions')
    .whereNull('admitted_at')
    .orderBy(['joined_at', 'preview_id'])
    .select();
  const first = new Map<string, AdmissionRow>();
  for (const row of waiting) {
    const repository = JSON.stringify([row.host, row.repository_id]);
    if (!first.has(repository)) first.set(repository, row);
  }
  return [...first.values()];
}
