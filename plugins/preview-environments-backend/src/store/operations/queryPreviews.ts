import { Knex } from 'knex';
import { PreviewRecord } from '../../preview';
import { ComponentRow, PreviewRow } from '../tables';
import { PreviewQuery } from '../types';
import { withWishes } from './readPreview';

/** One page of the previews that match every filter given, newest first. Those that are gone only when that phase is asked for. */
export async function queryPreviews(
  knex: Knex,
  { entityRefs, repository, phases, limit, after }: PreviewQuery,
): Promise<PreviewRecord[]> {
  const query = knex<PreviewRow>('previews')
    .orderBy([
      { column: 'created_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit);

  if (phases) query.whereIn('phase', phases);
  else query.whereNot('phase', 'gone');
  if (repository) {
    const name = repository.toLowerCase();
    query.where(either =>
      either
        .where('repository', name)
        .orWhereRaw("lower(host) || '/' || repository = ?", [name]),
    );
  }
  if (entityRefs) {
    query.whereIn(
      'id',
      knex<ComponentRow>('preview_components')
        .whereIn(
          'entity_ref',
          entityRefs.map(ref => ref.toLowerCase()),
        )
        .select('preview_id'),
    );
  }
  if (after) {
    const createdAt = after.createdAt.getTime();
    query.where(either =>
      either
        .where('created_at', '<', createdAt)
        .orWhere(tie =>
          tie.where('created_at', createdAt).where('id', '<', after.id),
        ),
    );
  }
  return withWishes(knex, await query.select());
}
