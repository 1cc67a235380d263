import { Knex } from 'knex';
import { AdmissionRow } from '../tables';
import { markDue } from './markDue';

/** If the repositories of all of these are full, the others ask by themselves, twice a minute. */
const mostCandidates = 4;

/**
 * Gives back the place that a preview held among the admitted, or in the queue for it. The one that waits longest in its repository is
 * looked at next, and those that wait longest in others: one of them may have the place. Needs the lock on admissions.
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

  for (const row of await longestWaiting(tx, freed)) {
    const target = {
      previewId: row.preview_id,
      host: row.host,
      repositoryId: row.repository_id,
      number: row.number,
    };
    await markDue(tx, target, 'a place became free');
  }
}

/** Whether a preview is among the admitted, or waits for it. */
export async function hasPlace(
  knex: Knex,
  previewId: string,
): Promise<boolean> {
  const own = await knex<AdmissionRow>('preview_admissions')
    .where({ preview_id: previewId })
    .first('preview_id');
  return own !== undefined;
}

async function longestWaiting(
  tx: Knex,
  { host, repository_id }: AdmissionRow,
): Promise<AdmissionRow[]> {
  const waiting = tx<AdmissionRow>('preview_admissions')
    .whereNull('admitted_at')
    .select(
      '*',
      tx.raw(
        'row_number() over (partition by host, repository_id order by joined_at, preview_id) as place',
      ),
    );
  return tx
    .from(waiting.as('waiting'))
    .where('place', 1)
    .orderByRaw('case when host = ? and repository_id = ? then 0 else 1 end', [
      host,
      repository_id,
    ])
    .orderBy(['joined_at', 'preview_id'])
    .limit(mostCandidates)
    .select();
}
