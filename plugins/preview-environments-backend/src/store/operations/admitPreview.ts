import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import {
  Admission,
  AdmissionLimits,
  judgeAdmission,
  RepositoryPlaces,
} from '../../preview';
import { databaseNow } from '../clock';
import { AdmissionRow } from '../tables';
import { findTarget } from './enqueueKnownPreview';
import { lockAdmissions } from './lockAdmissions';

/**
 * Lets a preview in when the limits leave a place, longest waiting first; those that were let in stay in until they are
 * gone. Replicas take turns, so that two can't have the last place. Throws a NotFoundError for a preview that nobody hinted at.
 */
export async function admitPreview(
  knex: Knex,
  previewId: string,
  limits: AdmissionLimits,
): Promise<Admission> {
  const own = await ownPlace(knex, previewId);
  if (own && own.admitted_at !== null) return { admitted: true };

  return knex.transaction(async tx => {
    await lockAdmissions(tx);
    if (!own) await join(tx, previewId);
    const verdict = judgeAdmission(await placesFor(tx, previewId), limits);
    if (verdict.admitted) {
      await tx<AdmissionRow>('preview_admissions')
        .where({ preview_id: previewId })
        .update({ admitted_at: await databaseNow(tx) });
    }
    return verdict;
  });
}

function ownPlace(
  knex: Knex,
  previewId: string,
): Promise<AdmissionRow | undefined> {
  return knex<AdmissionRow>('preview_admissions')
    .where({ preview_id: previewId })
    .first();
}

async function join(tx: Knex.Transaction, previewId: string): Promise<void> {
  const target = await findTarget(tx, previewId);
  if (!target) throw new NotFoundError(`There is no preview ${previewId}`);
  await tx<AdmissionRow>('preview_admissions')
    .insert({
      preview_id: previewId,
      host: target.host,
      repository_id: target.repositoryId,
      number: target.number,
      joined_at: await databaseNow(tx),
    })
    .onConflict('preview_id')
    .ignore();
}

/** Counts in the database: there may be thousands of them, and all that wait for a place ask. */
async function placesFor(
  tx: Knex.Transaction,
  previewId: string,
): Promise<RepositoryPlaces[]> {
  const own = await ownPlace(tx, previewId);
  if (!own) return [];
  const rows = await tx<AdmissionRow>('preview_admissions')
    .groupBy('host', 'repository_id')
    .select('host', 'repository_id')
    .count({ taken: 'admitted_at' })
    .sum({
      ahead: tx.raw(
        'case when admitted_at is null and (joined_at < ? or (joined_at = ? and preview_id < ?)) then 1 else 0 end',
        [own.joined_at, own.joined_at, previewId],
      ),
    });
  return rows.map(({ host, repository_id, taken, ahead }) => ({
    own: host === own.host && repository_id === own.repository_id,
    taken: Number(taken),
    ahead: Number(ahead),
  }));
}
