import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { Knex } from 'knex';
import { repositoryKey } from '../../preview';
import { DefinitionRow } from '../tables';
import { KnownDefinition } from '../types';

/**
 * Writes down that a definition is there, and how it is if it is good; one that is not leaves the last good one as it was. Answers whether
 * that is news. What is written already is not written again.
 */
export async function rememberDefinition(
  knex: Knex,
  repository: RepositoryRef,
  definition: Pick<KnownDefinition, 'path' | 'entityRefs'> & {
    good: Pick<KnownDefinition, 'revision' | 'text'> | undefined;
  },
): Promise<boolean> {
  const key = {
    repository: repositoryKey(repository),
    path: definition.path,
  };
  const before = await knex<DefinitionRow>('known_definitions')
    .where(key)
    .first();
  const good = definition.good ?? before;
  if (!good) return false;
  const row: DefinitionRow = {
    ...key,
    entity_refs: JSON.stringify(definition.entityRefs),
    revision: good.revision,
    text: good.text,
    missing_since: null,
    absent_at: null,
  };
  if (before && isSame(before, row)) return false;
  await knex<DefinitionRow>('known_definitions')
    .insert(row)
    .onConflict(['repository', 'path'])
    .merge();
  return true;
}

function isSame(one: DefinitionRow, other: DefinitionRow): boolean {
  return (
    one.missing_since === null &&
    one.entity_refs === other.entity_refs &&
    one.revision === other.revision &&
    one.text === other.text
  );
}
