import { join } from 'node:path';
import knex from 'knex';
import { kit } from './place';

const counter = 'kit_counted_writes';
/** Backstage keeps its own tables beside ours: the scheduler's, and the migrations' (rule 7.31). */
const notOurs = /^(sqlite_|backstage_|knex_|kit_)/;
const verbs = ['INSERT', 'UPDATE', 'DELETE'];

/** Counts the writes to the product's own tables, by triggers in its database file. */
export class TableWrites {
  readonly #knex = knex({
    client: 'better-sqlite3',
    useNullAsDefault: true,
    connection: {
      filename: join(kit.data, 'database/preview-environments.sqlite'),
    },
  });

  async tables(): Promise<string[]> {
    const rows: { name: string }[] = await this.#knex('sqlite_master')
      .where({ type: 'table' })
      .select('name');
    return rows.map(({ name }) => name).filter(name => !notOurs.test(name));
  }

  async start(): Promise<void> {
    await this.#knex.schema.dropTableIfExists(counter);
    await this.#knex.schema.createTable(counter, table => table.text('what'));
    await this.#everywhere(
      (trigger, verb, table) =>
        `CREATE TRIGGER ${trigger} AFTER ${verb} ON ${table} BEGIN INSERT INTO ${counter} VALUES ('${verb} ${table}'); END`,
    );
  }

  /** What was written since the start, in words. */
  async counted(): Promise<string[]> {
    return this.#knex(counter).pluck('what');
  }

  /** Leaves the database as it was. */
  async end(): Promise<void> {
    await this.#everywhere(trigger => `DROP TRIGGER ${trigger}`);
    await this.#knex.schema.dropTable(counter);
    await this.#knex.destroy();
  }

  async #everywhere(
    statement: (trigger: string, verb: string, table: string) => string,
  ): Promise<void> {
    for (const table of await this.tables()) {
      for (const verb of verbs) {
        const trigger = `kit_${verb.toLowerCase()}_${table}`;
        await this.#knex.raw(statement(trigger, verb, table));
      }
    }
  }
}
