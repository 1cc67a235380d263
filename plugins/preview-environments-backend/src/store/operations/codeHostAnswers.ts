import { Knex } from 'knex';
import { databaseNow } from '../clock';
import { AnswerPurge, RememberedAnswer } from '../codeHostMemory';
import { CodeHostAnswerRow } from '../tables';

const table = 'code_host_answers';

export async function readAnswer(
  knex: Knex,
  key: string,
): Promise<RememberedAnswer | undefined> {
  const row = await knex<CodeHostAnswerRow>(table).where({ key }).first();
  return (
    row && { etag: row.etag, value: JSON.parse(row.value), more: row.more > 0 }
  );
}

export async function saveAnswer(
  knex: Knex,
  key: string,
  { etag, value, more }: RememberedAnswer,
): Promise<void> {
  await knex<CodeHostAnswerRow>(table)
    .insert({
      key,
      etag,
      value: JSON.stringify(value),
      more: more ? 1 : 0,
      read_at: await databaseNow(knex),
    })
    .onConflict('key')
    .merge();
}

/** Nothing is written when none has to go. Answers how many went. */
export async function purgeAnswers(
  knex: Knex,
  { olderThanMilliseconds, most }: AnswerPurge,
): Promise<number> {
  const oldest = (await databaseNow(knex)) - olderThanMilliseconds;
  // The newest one that is too many; all that are as old as it go with it.
  const tooMany = await knex<CodeHostAnswerRow>(table)
    .orderBy('read_at', 'desc')
    .offset(most)
    .first('read_at');
  const bound = Math.max(oldest, tooMany ? Number(tooMany.read_at) + 1 : 0);
  const old = await knex<CodeHostAnswerRow>(table)
    .where('read_at', '<', bound)
    .first('key');
  return old ? knex(table).where('read_at', '<', bound).delete() : 0;
}
