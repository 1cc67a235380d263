import { Knex } from 'knex';
import { SweepStatus } from '../../preview';
import { toDate } from '../clock';
import { SweepRow } from '../tables';

const id = 'clusters';

/** What was last written down of the sweep. */
export async function readSweepStatus(knex: Knex): Promise<SweepStatus> {
  const row = await knex<SweepRow>('cluster_sweeps').where({ id }).first();
  return {
    sweptAt: toDate(row?.swept_at ?? null),
    problems: JSON.parse(row?.problems ?? '[]'),
  };
}

/** Writes down how a sweep went, when that is news: at rest nothing is written (rule 7.31). */
export async function saveSweepStatus(
  knex: Knex,
  { sweptAt, problems }: SweepStatus,
): Promise<void> {
  const before = await knex<SweepRow>('cluster_sweeps').where({ id }).first();
  const told = JSON.stringify(problems);
  const first = before?.swept_at === null && sweptAt !== undefined;
  if (before && before.problems === told && !first) return;
  await knex<SweepRow>('cluster_sweeps')
    .insert({
      id,
      swept_at: sweptAt?.getTime() ?? before?.swept_at ?? null,
      problems: told,
    })
    .onConflict('id')
    .merge();
}
