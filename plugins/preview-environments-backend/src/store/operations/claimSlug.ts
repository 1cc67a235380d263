import { RefusedError } from '@previewenv/plugin-preview-environments-node';
import { Knex } from 'knex';
import { Hint, repositorySlug } from '../../preview';
import { SlugRow } from '../tables';

/**
 * The slug that the previews of a repository are called after (rule 7.18). The first repository id that needs it holds it,
 * and keeps it through renames and transfers. Throws a RefusedError that names the holder to anybody else.
 */
export async function claimSlug(
  knex: Knex,
  { host, owner, name, id }: Hint['repository'],
): Promise<string> {
  const slugs = () => knex<SlugRow>('repository_slugs');

  const own = await slugs().where({ host, repository_id: id }).first();
  if (own) {
    if (own.owner !== owner || own.name !== name) {
      await slugs().where({ host, repository_id: id }).update({ owner, name });
    }
    return own.slug;
  }

  const slug = repositorySlug(name);
  await slugs()
    .insert({ host, repository_id: id, slug, owner, name })
    .onConflict()
    .ignore();
  const holder = await slugs().where({ slug }).first();
  if (holder?.host === host && holder.repository_id === id) return slug;
  throw new RefusedError(
    `Previews of ${host}/${owner}/${name} would be called ${slug}-pr-…, which is held by ${holder?.host}/${holder?.owner}/${holder?.name}. Rename one of the two repositories.`,
  );
}
