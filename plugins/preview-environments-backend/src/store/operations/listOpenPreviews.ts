import { Knex } from 'knex';
import { databaseNow } from '../clock';
import { decodePreview } from '../previewRow';
import { LookRow, PreviewRow } from '../tables';
import { OpenPreview } from '../types';

/** The previews of a repository that are not gone. */
export async function listOpenPreviews(
  knex: Knex,
  repository: { host: string; id: string },
): Promise<OpenPreview[]> {
  const rows = await knex<PreviewRow>('previews')
    .where({ host: repository.host, repository_id: repository.id })
    .whereNot('phase', 'gone')
    .orderBy('number')
    .select();
  const pending = await pendingLooks(knex, repository);
  return rows.map(row => {
    const { id, pullRequest, closedAt, doubt } = decodePreview(row, undefined);
    return {
      id,
      number: pullRequest.number,
      pullRequest,
      closed: closedAt !== undefined,
      unreadable: doubt?.kind === 'unreadable',
      pending: pending.has(id),
    };
  });
}

async function pendingLooks(
  knex: Knex,
  repository: { host: string; id: string },
): Promise<Set<string>> {
  const now = await databaseNow(knex);
  const rows = await knex<LookRow>('preview_looks')
    .where({ host: repository.host, repository_id: repository.id })
    .where(either =>
      either
        .whereNotNull('lease_owner')
        .orWhere('attempts', '>', 0)
        .orWhere('next_look', '<=', now),
    )
    .select('preview_id');
  return new Set(rows.map(({ preview_id }) => preview_id));
}
