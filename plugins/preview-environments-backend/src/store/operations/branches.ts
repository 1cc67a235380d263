import { RefusedError } from '@previewenv/plugin-preview-environments-node';
import { Knex } from 'knex';
import {
  branchPreviewId,
  BranchTarget,
  isLeaving,
  numberOfBranches,
  PreviewRecord,
  topicOf,
} from '../../preview';
import { BranchLease, BranchRequest } from '../branchStore';
import { decodePreview } from '../previewRow';
import { BranchRow, PreviewRow, WishRow } from '../tables';
import { claimSlug } from './claimSlug';
import { enqueueKnownPreview } from './enqueueKnownPreview';
import { markDue } from './markDue';
import { writeWish } from './writeWish';

/** See `BranchStore.askForBranch`. */
export async function askForBranch(
  knex: Knex,
  { repository, branch, requestedBy, until }: BranchRequest,
): Promise<BranchLease> {
  const slug = await claimSlug(knex, repository);
  const id = branchPreviewId(slug, branch.name);
  const { host, id: repositoryId } = repository;
  const cause = `branch requested by ${requestedBy}`;
  return knex.transaction(async tx => {
    // Locks the row of the look: from here on nobody else writes a wish or a record.
    const hint = await markDue(
      tx,
      { previewId: id, host, repositoryId, number: numberOfBranches },
      cause,
      { always: true },
    );
    const row = await tx<PreviewRow>('previews').where({ id }).first();
    const { goesOnUntil, ...asked } = await withOthers(
      tx,
      { id, row },
      { branch, until },
    );
    await rememberBranch(tx, { id, repository, branch: asked.branch });
    await writeWish(
      tx,
      { id, row },
      { kind: 'request', requestedBy, until: asked.until },
      // Whoever marks always is answered the count.
      { hint: hint ?? 0, cause },
    );
    return { id, until: new Date(goesOnUntil) };
  });
}

/**
 * What is asked for together with what others have asked for before: whoever may create previews need not be let to end them, so that what
 * lives gets no shorter lease and loses no component. Whoever asks for another entity asks for all.
 */
async function withOthers(
  tx: Knex.Transaction,
  { id, row }: { id: string; row: PreviewRow | undefined },
  { branch, until }: Pick<BranchRequest, 'branch' | 'until'>,
): Promise<Pick<BranchRequest, 'branch' | 'until'> & { goesOnUntil: number }> {
  const wishes = tx<WishRow>('preview_wishes').where({ preview_id: id });
  const pending = await wishes
    .clone()
    .where({ topic: topicOf.request, kind: 'request' })
    .first();
  const record = row && decodePreview(row);
  const lives = record && !isLeaving(record) && !record.closedAt;
  if (!lives && !pending)
    return { branch, until, goesOnUntil: until.getTime() };
  const known = await readBranch(tx, id);
  const isSame = !known || known.entityRef === branch.entityRef;
  const lease = Math.max(
    until.getTime(),
    Number(pending?.until ?? 0),
    (lives && record.request?.until?.getTime()) || 0,
  );
  const extension = await wishes.clone().where({ kind: 'extend' }).first();
  const extended = Math.max(
    Number(extension?.until ?? 0),
    (lives && record.expiry.extension?.until.getTime()) || 0,
  );
  return {
    branch: isSame ? branch : { ...branch, entityRef: undefined },
    until: new Date(lease),
    // An extension outlasts the lease that it was asked for, and is none itself.
    goesOnUntil: lives ? Math.max(lease, extended) : lease,
  };
}

/** Writes down which branch an id stands for. Throws a RefusedError when it stands for another one. */
export async function rememberBranch(
  tx: Knex.Transaction,
  {
    id,
    repository,
    branch,
  }: Pick<PreviewRecord, 'id'> & {
    repository: { host: string; id: string };
    branch: BranchTarget;
  },
): Promise<void> {
  const row: BranchRow = {
    preview_id: id,
    host: repository.host,
    repository_id: repository.id,
    branch: branch.name,
    entity_ref: branch.entityRef ?? null,
  };
  const known = await tx<BranchRow>('preview_branches')
    .where({ preview_id: id })
    .first();
  const isOther =
    known &&
    (known.host !== row.host ||
      known.repository_id !== row.repository_id ||
      known.branch !== row.branch);
  if (isOther)
    throw new RefusedError(
      `The preview would be called ${id}, which is that of the branch ${known.branch}. Rename one of the two.`,
    );
  if (known?.entity_ref === row.entity_ref) return;
  await tx<BranchRow>('preview_branches')
    .insert(row)
    .onConflict('preview_id')
    .merge(['entity_ref']);
}

/** See `BranchStore.branchOf`. */
export async function readBranch(
  knex: Knex,
  previewId: string,
): Promise<BranchTarget | undefined> {
  const row = await knex<BranchRow>('preview_branches')
    .where({ preview_id: previewId })
    .first();
  return row && { name: row.branch, entityRef: row.entity_ref ?? undefined };
}

/** See `BranchStore.enqueueBranch`. */
export async function enqueueBranch(
  knex: Knex,
  { host, id }: { host: string; id: string },
  branch: string,
  cause: string,
): Promise<void> {
  const rows: Pick<BranchRow, 'preview_id'>[] = await knex('preview_branches')
    .join('previews', { 'previews.id': 'preview_branches.preview_id' })
    .where({
      'preview_branches.host': host,
      'preview_branches.repository_id': id,
      'preview_branches.branch': branch,
    })
    .whereNot('previews.phase', 'gone')
    .select('preview_branches.preview_id');
  for (const { preview_id: previewId } of rows)
    await enqueueKnownPreview(knex, previewId, cause);
}
