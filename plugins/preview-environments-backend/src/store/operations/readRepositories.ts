import { Knex } from 'knex';
import { toDate } from '../clock';
import { RepositoryRow } from '../tables';
import { RepositoryStatus } from '../types';

/** What the listings of all repositories came to, by name. */
export async function readRepositories(
  knex: Knex,
): Promise<RepositoryStatus[]> {
  const rows = await knex<RepositoryRow>('watched_repositories')
    .orderBy(['host', 'owner', 'name'])
    .select();
  return rows.map(({ host, owner, name, ...row }) => ({
    host,
    owner,
    name,
    id: row.repository_id ?? undefined,
    listedAt: toDate(row.listed_at),
    problems: JSON.parse(row.problems),
  }));
}
