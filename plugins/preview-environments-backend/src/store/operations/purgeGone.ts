import { Knex } from 'knex';
import { databaseNow } from '../clock';
import { LookRow, PreviewRow } from '../tables';
import { PurgeOptions } from '../types';
import { purgeRepositories } from './purgeRepositories';

/** What belongs to one preview, beside its record, and the column that names it. */
const belongings = {
  preview_components: 'preview_id',
  preview_links: 'preview_id',
  preview_wishes: 'preview_id',
  preview_branches: 'preview_id',
  preview_look_causes: 'preview_id',
  preview_history: 'preview_id',
  preview_admissions: 'preview_id',
  comment_commands: 'preview_id',
  preview_builds: 'preview_id',
  removal_permits: 'subject',
  preview_looks: 'preview_id',
};

/**
 * Forgets up to `limit` previews that have been gone for longer than is kept, with their timelines, and the claims of repositories that
 * nothing uses any more. Those that a look is due at or under way for wait, and those of which a cluster still has something. What comes
 * late finds no tombstone and is read anew: GitHub says by itself that the pull request is closed. Answers how many were forgotten;
 * writes nothing when it is none.
 */
export async function purgeGone(
  knex: Knex,
  options: PurgeOptions,
): Promise<number> {
  const before = (await databaseNow(knex)) - options.keepMilliseconds;
  const candidates = await expired(knex, before)
    .orderBy('gone_at')
    .limit(options.limit)
    .select();
  if (candidates.length === 0) return 0;
  return knex.transaction(async tx => {
    const ids = await lockIdle(tx, candidates);
    // A record may have come to life between the two readings.
    const purged = await expired(tx, before).whereIn('id', ids).select();
    if (purged.length === 0) return 0;
    const purgedIds = purged.map(({ id }) => id);
    for (const [table, column] of Object.entries(belongings)) {
      await tx(table).whereIn(column, purgedIds).delete();
    }
    await tx('previews').whereIn('id', purgedIds).delete();
    await purgeRepositories(tx, purged, options.watched);
    return purged.length;
  });
}

function expired(knex: Knex, before: number) {
  return knex<PreviewRow>('previews')
    .where('gone_at', '<', before)
    .whereNotExists(
      knex('preview_orphans').whereRaw(
        'preview_orphans.preview_id = previews.id',
      ),
    )
    .whereNotExists(
      knex('preview_looks')
        .whereRaw('preview_looks.preview_id = previews.id')
        .where(busy =>
          busy
            .whereNotNull('preview_looks.next_look')
            .orWhereNotNull('preview_looks.lease_owner'),
        ),
    );
}

/** Keeps hints away from these rows until the end. One that somebody writes just now is left for the next time. */
async function lockIdle(
  tx: Knex.Transaction,
  candidates: PreviewRow[],
): Promise<string[]> {
  const ids = candidates.map(({ id }) => id);
  const looks = () => tx<LookRow>('preview_looks').whereIn('preview_id', ids);
  const known = await looks().select('preview_id');
  const locking = looks().select('preview_id');
  // SQLite has one writer at a time, and no row locks.
  if (tx.client.config.client === 'pg') locking.forUpdate().skipLocked();
  const locked = new Set((await locking).map(({ preview_id }) => preview_id));
  const missed = new Set(
    known.map(({ preview_id }) => preview_id).filter(one => !locked.has(one)),
  );
  return ids.filter(id => !missed.has(id));
}
