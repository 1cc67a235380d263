import { RepositoryRef } from '@previewenv/plugin-preview-environments-node';
import { Knex } from 'knex';
import { repositoryKey } from '../../preview';
import { DefinitionRow } from '../tables';
import { KnownDefinition } from '../types';

/** What is remembered of a repository's definitions, by path. */
export async function readDefinitions(
  knex: Knex,
  repository: RepositoryRef,
): Promise<KnownDefinition[]> {
  const rows = await knex<DefinitionRow>('known_definitions')
    .where({ repository: repositoryKey(repository) })
    .orderBy('path')
    .select();
  return rows.map(row => ({
    path: row.path,
    entityRefs: JSON.parse(row.entity_refs),
    revision: row.revision,
    text: row.text,
    state: stateOf(row),
  }));
}

function stateOf(row: DefinitionRow): KnownDefinition['state'] {
  if (row.missing_since === null) return 'there';
  return row.absent_at === null ? 'doubted' : 'absent';
}
