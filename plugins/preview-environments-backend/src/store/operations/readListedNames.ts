import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { Knex } from 'knex';
import { RepositoryRow } from '../tables';

/** The names under which a repository was listed last. A name that another repository was listed under since is not among them. */
export async function readListedNames(
  knex: Knex,
  { host, id }: { host: string; id: string },
): Promise<RepositoryRef[]> {
  return knex<RepositoryRow>('watched_repositories')
    .where({ host, repository_id: id })
    .orderBy(['owner', 'name'])
    .select('host', 'owner', 'name');
}
