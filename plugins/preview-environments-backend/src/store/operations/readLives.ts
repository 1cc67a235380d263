import { Knex } from 'knex';
import { PreviewLife } from '../../preview';
import { decodePreview } from '../previewRow';
import { PreviewRow } from '../tables';

/** SQLite takes 32,766 values in a statement, PostgreSQL 65,535. */
const mostIds = 5_000;

/** What is known of the previews that are asked for; others are left out. */
export async function readLives(
  knex: Knex,
  ids: string[],
): Promise<PreviewLife[]> {
  const lives: PreviewLife[] = [];
  for (let from = 0; from < ids.length; from += mostIds) {
    const rows = await knex<PreviewRow>('previews')
      .whereIn('id', ids.slice(from, from + mostIds))
      .select('state');
    for (const row of rows) lives.push(lifeOf(row));
  }
  return lives;
}

function lifeOf(row: Pick<PreviewRow, 'state'>): PreviewLife {
  const { id, phase, phaseSince, clusters, blockedBy } = decodePreview(
    row,
    undefined,
  );
  return { id, phase, phaseSince, clusters, blockedBy };
}
