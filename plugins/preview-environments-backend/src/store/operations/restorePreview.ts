import { RefusedError } from '@previewenv/plugin-preview-environments-node';
import { Knex } from 'knex';
import { PreviewRecord, slugOf } from '../../preview';
import { databaseNow } from '../clock';
import { ChangeOutcome } from '../sweepStore';
import { AdmissionRow, SlugRow } from '../tables';
import { rememberBranch } from './branches';
import { changePreview } from './changePreview';
import { lockAdmissions } from './lockAdmissions';

/** Remembers a preview again that was found in a cluster. See `SweepStore.restore`. */
export async function restorePreview(
  knex: Knex,
  cause: string,
  restored: {
    record: PreviewRecord;
    /** Whether it is still wanted, in view of what is remembered meanwhile. */
    unless: (before: PreviewRecord | undefined) => boolean;
  },
): Promise<ChangeOutcome> {
  const { record, unless } = restored;
  return knex.transaction(async tx => {
    await lockAdmissions(tx);
    await takeSlug(tx, record);
    const outcome = await changePreview(tx, record.id, cause, before => {
      if (unless(before)) return undefined;
      const generation = (before?.generation ?? 0) + 1;
      // The tombstone stands: only a reading that is newer than the close revives.
      const closedAt = before?.closedAt;
      return {
        record: { ...record, generation, closedAt, comment: before?.comment },
        reason: record.reason,
      };
    });
    if (outcome === 'changed') {
      const { branch } = record;
      if (branch) await rememberBranch(tx, { ...record, branch });
      await admit(tx, record);
    }
    return outcome;
  });
}

/** Its id is older than anything that is known of the repository's name, so that the slug follows the id. */
async function takeSlug(
  tx: Knex.Transaction,
  { id, repository, pullRequest, branch }: PreviewRecord,
): Promise<void> {
  const slug = slugOf(id, pullRequest.number, branch?.name);
  const { host, owner, name, id: repositoryId } = repository;
  const own = { host, repository_id: repositoryId };
  const slugs = () => tx<SlugRow>('repository_slugs');
  if (slug !== undefined) {
    await slugs()
      .insert({ ...own, slug, owner, name })
      .onConflict()
      .ignore();
    const holder = await slugs().where({ slug }).first();
    if (holder?.host === host && holder.repository_id === repositoryId) return;
    if (holder) {
      throw new RefusedError(
        `${id} says that it was made for ${host}/${owner}/${name}, but previews called ${slug}-pr-… are those of ${holder.host}/${holder.owner}/${holder.name}.`,
      );
    }
  }
  throw new RefusedError(
    `${id} says that it was made for ${host}/${owner}/${name}#${pullRequest.number}, whose previews are called otherwise.`,
  );
}

/** What ran was let in; without its place another one would get it. */
async function admit(tx: Knex.Transaction, record: PreviewRecord) {
  const now = await databaseNow(tx);
  await tx<AdmissionRow>('preview_admissions')
    .insert({
      preview_id: record.id,
      host: record.repository.host,
      repository_id: record.repository.id,
      number: record.pullRequest.number,
      joined_at: now,
      admitted_at: now,
    })
    .onConflict('preview_id')
    .merge(['admitted_at']);
}
