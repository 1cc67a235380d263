import { Knex } from 'knex';
import { LookRow } from '../tables';

/**
 * Picks up to `limit` looks that are in line, and locks them: the most urgent first, and among these the repository whose turn it is.
 * The first `longestWaiting` of them are those that wait longest whatever their urgency, so that none waits for ever.
 */
export async function chooseLooks(
  tx: Knex.Transaction,
  { limit, longestWaiting }: { limit: number; longestWaiting: number },
): Promise<string[]> {
  const chosen: string[] = [];
  while (chosen.length < limit) {
    const next =
      chosen.length < longestWaiting
        ? await inLine(tx, chosen).orderBy(['next_look', 'preview_id']).first()
        : await nextInTurn(tx, chosen);
    if (!next) break;
    chosen.push(next.preview_id);
  }
  return chosen;
}

async function nextInTurn(
  tx: Knex.Transaction,
  chosen: string[],
): Promise<LookRow | undefined> {
  const first = await inLine(tx, chosen)
    .orderBy(['urgency', 'turn', 'preview_id'])
    .first();
  // What people did last is what they wait for.
  return first?.urgency === 0 ? newestInstead(tx, chosen, first) : first;
}

/** The turn is the repository's: its newest hint is followed first, and the one that was in front takes that one's place. */
async function newestInstead(
  tx: Knex.Transaction,
  chosen: string[],
  first: LookRow,
): Promise<LookRow> {
  const { host, repository_id, urgency } = first;
  const newest = await inLine(tx, chosen)
    .where({ host, repository_id, urgency })
    .whereNotNull('hinted_at')
    .orderBy([{ column: 'hinted_at', order: 'desc' }, 'preview_id'])
    .first();
  if (!newest || newest.preview_id === first.preview_id) return first;
  await tx<LookRow>('preview_looks')
    .where({ preview_id: first.preview_id })
    .update({ turn: newest.turn });
  return newest;
}

function inLine(tx: Knex.Transaction, chosen: string[]) {
  const query = tx<LookRow>('preview_looks')
    .whereNotNull('turn')
    .whereNotIn('preview_id', chosen);
  // SQLite has one writer at a time, and no row locks.
  if (tx.client.config.client === 'pg') query.forUpdate().skipLocked();
  return query;
}
