import { Knex } from 'knex';

/**
 * The database's time in milliseconds since 1970. Replicas agree about it, whatever their own clocks say (rule 7.3). On
 * PostgreSQL it moves on inside a transaction.
 */
export async function databaseNow(knex: Knex): Promise<number> {
  const expression =
    knex.client.config.client === 'pg'
      ? 'floor(extract(epoch from clock_timestamp()) * 1000)'
      : "cast(unixepoch('subsec') * 1000 as integer)";
  const { now } = await knex
    .select(knex.raw(`${expression} as now`))
    .first<{ now: string | number }>();
  return Number(now);
}

/** A time as a column answers it. */
export function toDate(column: number | string | null): Date | undefined {
  return column === null ? undefined : new Date(Number(column));
}
