import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { Knex } from 'knex';
import { repositoryKey } from '../../preview';
import { databaseNow } from '../clock';
import { DefinitionRow } from '../tables';

/**
 * Writes down that a definition is missing: doubted by the first reading, absent by one that is so much later by the database's clock. What
 * nobody remembers is absent, and nothing is written of it.
 */
export async function missDefinition(
  knex: Knex,
  repository: RepositoryRef,
  path: string,
  secondReadingMilliseconds: number,
): Promise<{ state: 'doubted' | 'absent'; changed: boolean }> {
  const row = () =>
    knex<DefinitionRow>('known_definitions').where({
      repository: repositoryKey(repository),
      path,
    });
  const before = await row().first();
  if (!before || before.absent_at !== null)
    return { state: 'absent', changed: false };
  const now = await databaseNow(knex);
  if (before.missing_since === null) {
    await row().whereNull('missing_since').update({ missing_since: now });
    return { state: 'doubted', changed: true };
  }
  if (now - Number(before.missing_since) < secondReadingMilliseconds)
    return { state: 'doubted', changed: false };
  await row().whereNotNull('missing_since').update({ absent_at: now });
  return { state: 'absent', changed: true };
}
