import { DatabaseService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { again } from './again';
import { databaseNow } from './clock';
import {
  AnswerPurge,
  CodeHostMemory,
  RememberedAnswer,
  WriteLimits,
} from './codeHostMemory';
import {
  pauseAccount,
  readPausedUntil,
  takeWrite,
} from './operations/codeHostAccounts';
import {
  purgeAnswers,
  readAnswer,
  saveAnswer,
} from './operations/codeHostAnswers';

/** What is known of code hosts, in Backstage's database. The store has made the tables. */
export class DatabaseCodeHostMemory implements CodeHostMemory {
  readonly #knex: Knex;
  readonly #now: () => Promise<number>;

  static async create(options: {
    database: DatabaseService;
    /** Instead of the database's own time, which replicas agree about. */
    now?: () => Date;
  }): Promise<DatabaseCodeHostMemory> {
    const { database, now } = options;
    const knex = await database.getClient();
    return new DatabaseCodeHostMemory(
      knex,
      now ? async () => now().getTime() : () => databaseNow(knex),
    );
  }

  private constructor(knex: Knex, now: () => Promise<number>) {
    this.#knex = knex;
    this.#now = now;
  }

  async answer(key: string): Promise<RememberedAnswer | undefined> {
    return again(() => readAnswer(this.#knex, key));
  }

  async rememberAnswer(key: string, answer: RememberedAnswer): Promise<void> {
    await again(() => saveAnswer(this.#knex, key, answer));
  }

  async takeWrite(
    account: string,
    limits: WriteLimits,
  ): Promise<number | undefined> {
    const now = await this.#now();
    return again(() => takeWrite(this.#knex, account, { limits, now }));
  }

  async pause(account: string, milliseconds: number): Promise<void> {
    const until = (await this.#now()) + milliseconds;
    await again(() => pauseAccount(this.#knex, account, until));
  }

  async pausedFor(account: string): Promise<number> {
    const until = await again(() => readPausedUntil(this.#knex, account));
    return Math.max(0, until - (await this.#now()));
  }

  /** Forgets old answers, and answers how many. */
  async purgeAnswers(options: AnswerPurge): Promise<number> {
    return again(() => purgeAnswers(this.#knex, options));
  }
}
