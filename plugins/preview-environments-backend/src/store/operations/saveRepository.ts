import { Knex } from 'knex';
import { RepositoryRow } from '../tables';
import { RepositoryStatus } from '../types';

/** Writes down what the last listing of a repository came to. What is written already is not written again. */
export async function saveRepository(
  knex: Knex,
  { host, owner, name, id, listedAt, problems }: RepositoryStatus,
): Promise<void> {
  const row = {
    host,
    owner,
    name,
    repository_id: id ?? null,
    listed_at: listedAt?.getTime() ?? null,
    problems: JSON.stringify(problems),
  };
  const before = await knex<RepositoryRow>('watched_repositories')
    .where({ host, owner, name })
    .first();
  if (before && sameStatus(before, row)) return;
  await knex<RepositoryRow>('watched_repositories')
    .insert(row)
    .onConflict(['host', 'owner', 'name'])
    .merge();
}

function sameStatus(one: RepositoryRow, other: RepositoryRow): boolean {
  return (
    one.repository_id === other.repository_id &&
    one.problems === other.problems &&
    String(one.listed_at) === String(other.listed_at)
  );
}
