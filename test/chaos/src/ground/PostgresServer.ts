import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { knex } from 'knex';

const run = promisify(execFile);

/** A server of our own, as the command that started it describes it. */
export interface PostgresDescription {
  connectionString: string;
  /** Path of the program. */
  control: string;
  data: string;
  /** Whom it runs as. */
  account: { uid?: number; gid?: number };
}

interface Answer {
  rows: Record<string, unknown>[];
}

/** The tables of the product are in one database of its own. */
const productPattern = '%preview-environments%';

/** PostgreSQL, from outside of the product. */
export class PostgresServer {
  readonly #description: PostgresDescription;
  #product: string | undefined;

  constructor(description: PostgresDescription) {
    this.#description = description;
  }

  get address(): { host: string; port: number; user: string } {
    const url = new URL(this.#description.connectionString);
    return {
      host: url.hostname,
      port: Number(url.port),
      user: url.username,
    };
  }

  /** Answers the rows of the last statement. */
  async ask(
    database: string,
    statements: string,
  ): Promise<Record<string, unknown>[]> {
    const client = knex({
      client: 'pg',
      connection: { ...this.address, database },
      pool: { min: 0, max: 1 },
    });
    try {
      const result = (await client.raw(statements)) as Answer | Answer[];
      const last = Array.isArray(result) ? result[result.length - 1] : result;
      return last.rows;
    } finally {
      await client.destroy();
    }
  }

  /** Drops the databases of backends that ran before. */
  async clear(): Promise<void> {
    const rows = await this.ask(
      'postgres',
      `select datname from pg_database where datname like 'backstage\\_plugin\\_%'`,
    );
    for (const { datname } of rows)
      await this.ask('postgres', `drop database "${datname}" with (force)`);
    this.#product = undefined;
  }

  async productDatabase(): Promise<string> {
    if (this.#product) return this.#product;
    const rows = await this.ask(
      'postgres',
      `select datname from pg_database where datname like '${productPattern}'`,
    );
    this.#product = String(rows[0].datname);
    return this.#product;
  }

  /** As after a crash: no connection is ended in order, and what was committed is read from the log. */
  async restart(): Promise<void> {
    const { control, data, account } = this.#description;
    // The new server must not hold pipes of ours.
    await run(
      'sh',
      [
        '-c',
        '"$0" -D "$1" -m immediate -w -t 60 -l "$1/../log" restart >/dev/null 2>&1',
        control,
        data,
      ],
      { ...account, cwd: data },
    );
  }
}
