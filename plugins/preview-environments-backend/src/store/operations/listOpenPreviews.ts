import { Knex } from 'knex';
import { decodePreview } from '../previewRow';
import { PreviewRow } from '../tables';

/** What a listing of pull requests is compared with. */
export interface OpenPreview {
  id: string;
  number: number;
  headSha: string;
  updatedAt: string;
  closed: boolean;
}

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
  return rows.map(row => {
    const { id, pullRequest, closedAt } = decodePreview(row, undefined);
    return {
      id,
      number: pullRequest.number,
      headSha: pullRequest.head.sha,
      updatedAt: pullRequest.updatedAt,
      closed: closedAt !== undefined,
    };
  });
}
