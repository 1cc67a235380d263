import { Knex } from 'knex';
import { databaseNow } from '../clock';
import { CauseRow, LookRow, SlugRow } from '../tables';
import { chooseLooks } from './chooseLooks';
import { lineUpDueLooks } from './lineUpDueLooks';

/** What was claimed, in the database's own terms. */
export interface ClaimedLook {
  look: LookRow;
  repository: SlugRow;
  /** Newest last. */
  causes: string[];
  /** The database's time of the claim, in milliseconds. */
  claimedAt: number;
}

/**
 * Takes up to `limit` previews whose time has come for `leaseMilliseconds` by the database's clock: urgent ones first, repositories in
 * turn, the newest hint of each first, but `longestWaiting` of them whatever their urgency. A row that another worker holds is passed
 * over; each claim raises the row's lease generation. Writes nothing when none is due.
 */
export async function claimDuePreviews(
  knex: Knex,
  options: {
    worker: string;
    limit: number;
    leaseMilliseconds: number;
    longestWaiting: number;
  },
): Promise<ClaimedLook[]> {
  await lineUpDueLooks(knex);
  return knex.transaction(async tx => {
    const due = await chooseLooks(tx, options);
    if (due.length === 0) return [];
    const now = await databaseNow(tx);

    const looks = await tx<LookRow>('preview_looks')
      .whereIn('preview_id', due)
      .update({
        taken_over_at: tx.raw(
          'case when lease_owner is null then taken_over_at else ? end',
          [now],
        ),
        lease_owner: options.worker,
        lease_until: now + options.leaseMilliseconds,
        lease_generation: tx.raw('lease_generation + 1'),
        claimed_hints: tx.raw('hints'),
        begun: tx.raw('begun + 1'),
        turn: null,
      })
      .returning('*');
    const causes = await readCauses(tx, due);
    const repositoryOf = await readRepositories(tx, looks);
    await setAside(
      tx,
      looks.filter(look => !repositoryOf(look)),
    );
    return looks
      .sort(
        (one, other) =>
          due.indexOf(one.preview_id) - due.indexOf(other.preview_id),
      )
      .flatMap(look => {
        const repository = repositoryOf(look);
        if (!repository) return [];
        const own = causes.filter(
          ({ preview_id }) => preview_id === look.preview_id,
        );
        return {
          look,
          repository,
          causes: own.map(({ cause }) => cause),
          claimedAt: now,
        };
      });
  });
}

/**
 * A hint that came while the last trace of its repository was purged has a look without anybody to tell which repository that is. The next
 * hint claims the slug again.
 */
async function setAside(tx: Knex, looks: LookRow[]): Promise<void> {
  if (looks.length === 0) return;
  await tx<LookRow>('preview_looks')
    .whereIn(
      'preview_id',
      looks.map(({ preview_id }) => preview_id),
    )
    .update({ next_look: null, lease_owner: null, lease_until: null });
}

async function readCauses(tx: Knex, previewIds: string[]): Promise<CauseRow[]> {
  return tx<CauseRow>('preview_look_causes')
    .whereIn('preview_id', previewIds)
    .orderBy('hint')
    .select();
}

async function readRepositories(
  tx: Knex,
  looks: LookRow[],
): Promise<(look: LookRow) => SlugRow | undefined> {
  const key = (row: { host: string; repository_id: string }) =>
    JSON.stringify([row.host, row.repository_id]);
  const rows = await tx<SlugRow>('repository_slugs')
    .whereIn(
      'repository_id',
      looks.map(look => look.repository_id),
    )
    .select();
  const byKey = new Map(rows.map(row => [key(row), row]));
  return look => byKey.get(key(look));
}
