import { Knex } from 'knex';
import { LookRow, PreviewRow } from '../tables';
import { LookTarget, markDue } from './markDue';

/** Makes a look at a preview due that has a row in the queue or a record. Others are ignored. */
export async function enqueueKnownPreview(
  knex: Knex,
  previewId: string,
  cause: string,
): Promise<void> {
  const target = await findTarget(knex, previewId);
  if (target) await markDue(knex, target, cause);
}

/** Which pull request a preview id stands for; undefined when nobody ever hinted at it. */
export async function findTarget(
  knex: Knex,
  previewId: string,
): Promise<LookTarget | undefined> {
  const row =
    (await knex<LookRow>('preview_looks')
      .where({ preview_id: previewId })
      .first('host', 'repository_id', 'number')) ??
    (await knex<PreviewRow>('previews')
      .where({ id: previewId })
      .first('host', 'repository_id', 'number'));
  return (
    row && {
      previewId,
      host: row.host,
      repositoryId: row.repository_id,
      number: row.number,
    }
  );
}
