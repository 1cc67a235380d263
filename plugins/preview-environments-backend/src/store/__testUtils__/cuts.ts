import { Knex } from 'knex';

interface PostgresConnection {
  processID: number;
}

type Query = (
  connection: PostgresConnection,
  query: { sql: string },
) => Promise<unknown>;

/** What becomes of one statement: it runs, its connection is cut before it, or its answer is lost with the connection. */
export type Fault = 'none' | 'cut before' | 'answer lost';

/**
 * Decides about every statement that reaches PostgreSQL while something runs. `faultOf` is told which it is, from 1 on. The statements of
 * `administrator`, which cuts, are left alone. Answers what came of it, and how many there were.
 */
export async function withFaults<T>(
  options: {
    knex: Knex;
    administrator: Knex;
    faultOf: (statement: number, sql: string) => Fault;
  },
  run: () => Promise<T>,
): Promise<{ outcome: PromiseSettledResult<T>; statements: number }> {
  const { knex, administrator, faultOf } = options;
  // Each transaction has a client of its own, which shares nothing but the prototype with the others.
  const prototype = knex.client.constructor.prototype as { _query: Query };
  const original = prototype._query;
  const spared = administrator.client;
  let statements = 0;
  prototype._query = async function query(
    this: unknown,
    connection: PostgresConnection,
    statement: { sql: string },
  ) {
    if (this === spared) return original.call(this, connection, statement);
    statements += 1;
    const fault = faultOf(statements, statement.sql);
    const pending =
      fault === 'cut before'
        ? undefined
        : await original.call(this, connection, statement);
    if (fault === 'none') return pending;
    await administrator.raw('select pg_terminate_backend(?)', [
      connection.processID,
    ]);
    return original.call(this, connection, statement);
  };
  try {
    const [outcome] = await Promise.allSettled([run()]);
    return { outcome, statements };
  } finally {
    prototype._query = original;
    await dropDeadConnections(knex);
  }
}

/** The pool finds out about a dead connection when it uses it. */
async function dropDeadConnections(knex: Knex): Promise<void> {
  for (let attempt = 1; attempt <= 10; attempt++) {
    const [alive] = await Promise.allSettled([knex.raw('select 1')]);
    if (alive.status === 'fulfilled') return;
  }
}

const tables = [
  'repository_slugs',
  'preview_looks',
  'preview_look_causes',
  'previews',
  'preview_components',
  'preview_wishes',
  'preview_history',
  'preview_admissions',
];

export async function empty(knex: Knex): Promise<void> {
  for (const table of tables) await knex(table).delete();
}

/** Everything in our tables, but for places in line, which are nobody's, and for what differs from run to run: times and numbers. */
export async function contents(knex: Knex): Promise<Record<string, unknown[]>> {
  const read: Record<string, unknown[]> = {};
  for (const table of tables) {
    const rows: Record<string, unknown>[] = await knex(table).select();
    read[table] = rows
      .map(row => Object.fromEntries(Object.entries(row).flatMap(shown)))
      .sort((one, other) =>
        JSON.stringify(one).localeCompare(JSON.stringify(other)),
      );
  }
  return read;
}

/** Numbers of history entries have gaps where a transaction was rolled back. */
function shown([column, value]: [string, unknown]): [string, unknown][] {
  if (column === 'turn' || (column === 'id' && !Number.isNaN(Number(value)))) {
    return [];
  }
  return [[column, /^1\d{12}$/.test(String(value)) ? 'time' : value]];
}
