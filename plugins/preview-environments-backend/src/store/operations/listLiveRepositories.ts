import { Knex } from 'knex';
import { Hint } from '../../preview';
import { PreviewRow, SlugRow } from '../tables';

/** Repositories with previews that are not gone, by the name that was last heard of. */
export async function listLiveRepositories(
  knex: Knex,
): Promise<Hint['repository'][]> {
  const rows = await knex<SlugRow>('repository_slugs')
    .whereExists(
      knex<PreviewRow>('previews')
        .whereRaw('previews.host = repository_slugs.host')
        .whereRaw('previews.repository_id = repository_slugs.repository_id')
        .whereNot('phase', 'gone')
        .select('id'),
    )
    .orderBy(['host', 'owner', 'name', 'repository_id'])
    .select();
  return rows.map(({ host, owner, name, repository_id }) => ({
    host,
    owner,
    name,
    id: repository_id,
  }));
}
