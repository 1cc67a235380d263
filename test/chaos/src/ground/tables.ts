import { PostgresServer } from './PostgresServer';

/** Backstage's own, and those of migrations, are not ours (rule 7.31). */
const notOurs = /^(backstage_|knex_)/;

/** Each of the product's tables as a digest of its rows' versions: any write changes it, also one that changes nothing. */
export async function readTables(
  postgres: PostgresServer,
): Promise<Record<string, string>> {
  const database = await postgres.productDatabase();
  const rows = await postgres.ask(
    database,
    `select tablename as name from pg_tables where schemaname = 'public'`,
  );
  const tables: Record<string, string> = {};
  for (const { name } of rows) {
    const table = String(name);
    if (notOurs.test(table)) continue;
    const [{ digest }] = await postgres.ask(
      database,
      `select count(*) || ' ' || coalesce(md5(string_agg(ctid::text || xmin::text, ',' order by ctid)), '') as digest from "${table}"`,
    );
    tables[table] = String(digest);
  }
  return tables;
}

/** What the product's tables hold, for a person who looks for the cause of what the run found; nothing is judged by it. */
export async function dumpTables(
  postgres: PostgresServer,
  tables: string[],
): Promise<Record<string, unknown[]>> {
  const database = await postgres.productDatabase();
  const dump: Record<string, unknown[]> = {};
  for (const table of tables)
    dump[table] = await postgres.ask(database, `select * from "${table}"`);
  return dump;
}
