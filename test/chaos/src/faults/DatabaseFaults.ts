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
    await this.#change(refusal(probability));
    for (const table of troubled)
      await this.#change(
        `create trigger chaos_refuse before update on ${table} for each row execute function chaos_refuse()`,
      );
    await pause(seconds * 1000);
    for (const table of troubled)
      await this.#change(`drop trigger chaos_refuse on ${table}`);
    const [{ refused }] = await this.#change(
      `select last_value::int as refused from chaos_refusals`,
    );
    await this.#change(
      `drop function chaos_refuse; drop sequence chaos_refusals`,
    );
    for (let left = Number(refused); left > 0; left--)
      this.#tally.count('serialization failure');
  }

  /** One table at a time: who locks two of them can be in the way of a transaction that wants them in another order. */
  async #change(statements: string) {
    const database = await this.#postgres.productDatabase();
    return this.#postgres.ask(database, statements);
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
    `create sequence chaos_refusals minvalue 0 start 0`,
    `select nextval('chaos_refusals')`,
    `create function chaos_refuse() returns trigger language plpgsql as $$
     begin
       if random() < ${probability} then
         perform nextval('chaos_refusals');
         raise exception 'could not serialize access due to concurrent update' using errcode = '40001';
       end if;
       return new;
     end $$`,
  ].join(';\n');
}
