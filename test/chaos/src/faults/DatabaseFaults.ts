import { setTimeout as pause } from 'node:timers/promises';
import { PostgresServer } from '../ground/PostgresServer';
import { Tally } from './Tally';

const troubled = ['preview_looks', 'previews'];

/** What happens to the one database that the backends share. */
export class DatabaseFaults {
  readonly #tally: Tally;
  readonly #postgres: PostgresServer;

  constructor(options: { tally: Tally; postgres: PostgresServer }) {
    this.#tally = options.tally;
    this.#postgres = options.postgres;
  }

  /** Ends every connection of the backends. */
  async cut(): Promise<void> {
    const rows = await this.#postgres.ask(
      'postgres',
      `select pg_terminate_backend(pid) as done from pg_stat_activity
       where pid <> pg_backend_pid() and backend_type = 'client backend'`,
    );
    for (const { done } of rows)
      if (done) this.#tally.count('database connection cut');
  }

  /** For a while a share of the changes of our tables are refused as if another transaction had been first. */
  async refuse(seconds: number, probability: number): Promise<void> {
    const database = await this.#postgres.productDatabase();
    await this.#postgres.ask(database, refusal(probability));
    await pause(seconds * 1000);
    await this.stopRefusing();
  }

  async stopRefusing(): Promise<void> {
    const database = await this.#postgres.productDatabase();
    const rows = await this.#postgres.ask(
      database,
      `select last_value::int - 1 as refused from chaos_refusals`,
    );
    await this.#postgres.ask(
      database,
      `drop function chaos_refuse cascade; drop sequence chaos_refusals`,
    );
    for (let left = Number(rows[0].refused); left > 0; left--)
      this.#tally.count('serialization failure');
  }

  /** The server crashes, and recovers from its log. */
  async restart(): Promise<void> {
    await this.#postgres.restart();
    this.#tally.count('database restart');
  }
}

/** A sequence counts, because it is the one thing that a transaction that is rolled back leaves behind. */
function refusal(probability: number): string {
  return [
    `create sequence chaos_refusals minvalue 0`,
    `select nextval('chaos_refusals')`,
    `create function chaos_refuse() returns trigger language plpgsql as $$
     begin
       if random() < ${probability} then
         perform nextval('chaos_refusals');
         raise exception 'could not serialize access due to concurrent update' using errcode = '40001';
       end if;
       return new;
     end $$`,
    ...troubled.map(
      table =>
        `create trigger chaos_refuse before update on ${table} for each row execute function chaos_refuse()`,
    ),
  ].join(';\n');
}
