import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { Knex } from 'knex';
import { repositoryKey } from '../../preview';
import { PreviewRow, RepositoryRow, SlugRow } from '../tables';

/**
 * Lets go of the slugs of these repositories, and of what their listings came to, as far as nobody watches them and nothing is left that
 * is called after them. Nothing while it is not known what is watched.
 */
export async function purgeRepositories(
  tx: Knex.Transaction,
  purged: PreviewRow[],
  watched: RepositoryRef[] | undefined,
): Promise<void> {
  if (!watched) return;
  const names = new Set(watched.map(repositoryKey));
  for (const [host, repositoryId] of repositoriesOf(purged)) {
    const ofRepository = { host, repository_id: repositoryId };
    const slug = await tx<SlugRow>('repository_slugs')
      .where(ofRepository)
      .first();
    const listed = await tx<RepositoryRow>('watched_repositories')
      .where(ofRepository)
      .select();
    // One that was renamed may be watched by its former name.
    if (!slug || [slug, ...listed].some(row => names.has(repositoryKey(row))))
      continue;
    if (await tx('previews').where(ofRepository).first('id')) continue;
    if (await tx('preview_looks').where(ofRepository).first('preview_id')) {
      continue;
    }
    await tx<SlugRow>('repository_slugs').where(ofRepository).delete();
    await tx<RepositoryRow>('watched_repositories')
      .where(ofRepository)
      .delete();
  }
}

function repositoriesOf(rows: PreviewRow[]): [string, string][] {
  const named = rows.map(({ host, repository_id }): [string, string] => [
    host,
    repository_id,
  ]);
  return [...new Map(named.map(name => [JSON.stringify(name), name])).values()];
}
