import { Knex } from 'knex';
import { databaseNow } from '../clock';
import { CommandRow } from '../tables';

const minute = 60_000;
/** For how long nobody is asked about somebody who may not command, the first, the second and every further time within an hour. */
const pauses = [minute, 5 * minute, 30 * minute];
const countedMilliseconds = 60 * minute;

/** See `Store.isStranger`. */
export async function isStranger(
  knex: Knex,
  { host, id }: { host: string; id: string },
  author: string,
): Promise<boolean> {
  const now = await databaseNow(knex);
  const refusals: Pick<CommandRow, 'refused_at'>[] = await knex<CommandRow>(
    'comment_commands',
  )
    .where({ host, repository_id: id, author: nameOf(author) })
    .andWhere('refused_at', '>', now - countedMilliseconds)
    .orderBy('refused_at', 'desc')
    .limit(pauses.length)
    .select('refused_at');
  return (
    refusals.length > 0 &&
    now - Number(refusals[0].refused_at) < pauses[refusals.length - 1]
  );
}

/** Code hosts take names in another case for the same. */
export function nameOf(author: string): string {
  return author.toLowerCase().slice(0, 255);
}
