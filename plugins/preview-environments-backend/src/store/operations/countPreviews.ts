import { Phase } from '@previewenv/plugin-preview-environments-common';
import { Knex } from 'knex';
import { PreviewCount } from '../types';

/** How many previews are in each phase, and how many of those have a removal past its deadline. Phases without any are left out. */
export async function countPreviews(knex: Knex): Promise<PreviewCount[]> {
  const rows = await knex('previews')
    .groupBy('phase')
    .orderBy('phase')
    .select<{ phase: Phase; count: number | string; stuck: number | string }[]>(
      'phase',
      knex.raw('count(*) as count'),
      knex.raw('count(stuck_since) as stuck'),
    );
  return rows.map(({ phase, count, stuck }) => ({
    phase,
    count: Number(count),
    stuck: Number(stuck),
  }));
}
