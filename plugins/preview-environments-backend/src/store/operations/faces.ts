import { Knex } from 'knex';
import { Face, faceOf } from '../../preview';
import { FaceQuery } from '../groupStore';
import { decodePreview } from '../previewRow';
import { LinkRow, PreviewRow } from '../tables';
import { hashOf } from './linkKey';

/** Previews that are named, or that declare a link of one of the keys, in the order of their ids. */
export async function readFaces(
  knex: Knex,
  { except, host, pulls, keys, limit }: FaceQuery,
): Promise<Face[]> {
  const declaring =
    keys.length === 0
      ? []
      : await knex<LinkRow>('preview_links')
          .whereIn('key', keys.map(hashOf))
          .whereNot('preview_id', except)
          .orderBy('preview_id')
          .limit(limit)
          .distinct('preview_id');
  const ids = declaring.map(({ preview_id }) => preview_id);
  if (ids.length === 0 && pulls.length === 0) return [];
  const rows = await knex<PreviewRow>('previews')
    .where({ host })
    .whereNot('id', except)
    .where(either => {
      either.whereIn('id', ids);
      for (const { owner, name, number } of pulls) {
        const repository = `${owner}/${name}`.toLowerCase();
        either.orWhere({ repository, number });
      }
    })
    .orderBy('id')
    .limit(limit)
    .select();
  return rows.map(row => faceOf(decodePreview(row)));
}
