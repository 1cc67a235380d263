import { NotFoundError } from '@backstage/errors';
import { Knex } from 'knex';
import { Admission, AdmissionLimits, judgeAdmission } from '../../preview';
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
    const rows = await tx<AdmissionRow>('preview_admissions')
      .orderBy(['joined_at', 'preview_id'])
      .select();
    const verdict = judgeAdmission(previewId, rows.map(applicant), limits);
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

function applicant(row: AdmissionRow) {
  return {
    previewId: row.preview_id,
    repository: JSON.stringify([row.host, row.repository_id]),
    admitted: row.admitted_at !== null,
  };
}
