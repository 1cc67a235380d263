import { Knex } from 'knex';
import { Awaited, awaits } from '../../preview';
import { decodePreview } from '../previewRow';
import { BuildRow, PreviewRow } from '../tables';

/** The commit that a run was asked to build, by the preview that has asked; a run may be of another commit itself. */
async function readBuilt(
  knex: Knex,
  awaited: Awaited,
): Promise<Map<string, string>> {
  if (!('runId' in awaited) || awaited.runId === undefined) return new Map();
  const builds = await knex<BuildRow>('preview_builds')
    .where({ run_id: awaited.runId })
    .select('preview_id', 'sha');
  return new Map(builds.map(({ preview_id, sha }) => [preview_id, sha]));
}

/** Ids of the previews that wait, or have waited for too long, for what was built. */
export async function listAwaiting(
  knex: Knex,
  awaited: Awaited,
): Promise<string[]> {
  const built = await readBuilt(knex, awaited);
  const rows = await knex<PreviewRow>('previews')
    .whereIn('phase', ['awaiting-image', 'failed'])
    .where(
      'repository' in awaited
        ? {
            host: awaited.repository.host,
            repository_id: awaited.repository.id,
          }
        : {},
    )
    .orderBy('id')
    .select();
  return rows
    .filter(row => {
      const record = decodePreview(row, undefined);
      const headSha = built.get(row.id);
      return (
        awaits(record, awaited) ||
        (headSha !== undefined && awaits(record, { ...awaited, headSha }))
      );
    })
    .map(({ id }) => id);
}
