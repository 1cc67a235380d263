import { Knex } from 'knex';
import { WriteLimits } from '../codeHostMemory';
import { CodeHostAccountRow } from '../tables';
import { writeWindow } from '../writeWindow';

const table = 'code_host_accounts';

/** Counts a write at `now`, or answers the milliseconds until there is room for one, and counts nothing. One transaction at a time decides. */
export async function takeWrite(
  knex: Knex,
  account: string,
  { limits, now }: { limits: WriteLimits; now: number },
): Promise<number | undefined> {
  return knex.transaction(async tx => {
    const row = await lockAccount(tx, account);
    const { counted, pause: full } = writeWindow(timesOf(row), limits, now);
    const pause = Math.max(Number(row.paused_until) - now, full);
    if (pause > 0) return pause;
    await tx<CodeHostAccountRow>(table)
      .where({ account })
      .update({ writes: JSON.stringify([...counted, now]) });
    return undefined;
  });
}

export async function pauseAccount(
  knex: Knex,
  account: string,
  until: number,
): Promise<void> {
  await knex.transaction(async tx => {
    const row = await lockAccount(tx, account);
    if (Number(row.paused_until) >= until) return;
    await tx<CodeHostAccountRow>(table)
      .where({ account })
      .update({ paused_until: until });
  });
}

export async function readPausedUntil(
  knex: Knex,
  account: string,
): Promise<number> {
  const row = await knex<CodeHostAccountRow>(table)
    .where({ account })
    .first('paused_until');
  return Number(row?.paused_until ?? 0);
}

async function lockAccount(
  tx: Knex.Transaction,
  account: string,
): Promise<CodeHostAccountRow> {
  await tx<CodeHostAccountRow>(table)
    .insert({ account, paused_until: 0, writes: '[]' })
    .onConflict('account')
    .ignore();
  const row = await tx<CodeHostAccountRow>(table)
    .where({ account })
    .forUpdate()
    .first();
  if (!row) throw new Error(`The account ${account} has vanished`);
  return row;
}

function timesOf({ writes }: CodeHostAccountRow): number[] {
  return JSON.parse(writes);
}
