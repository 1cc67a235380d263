import { Knex } from 'knex';
import { databaseNow } from '../clock';
import { RemovalPermitRow } from '../tables';
import { enqueueKnownPreview } from './enqueueKnownPreview';
import { lockRemovals } from './lockRemovals';

/** Lets every removal go on that waits for an administrator, and has the previews among them looked at. Answers what was released. */
export async function releaseRemovals(
  knex: Knex,
  releasedBy: string,
): Promise<string[]> {
  const released = await knex.transaction(async tx => {
    await lockRemovals(tx);
    const rows = await tx<RemovalPermitRow>('removal_permits')
      .whereNotNull('held_at')
      .whereNull('permitted_at')
      .update({ permitted_at: await databaseNow(tx), released_by: releasedBy })
      .returning('subject');
    return rows;
  });
  const subjects = released.map(({ subject }) => subject).sort();
  // Behind the lock: a look that ends holds its row of the queue and may want the lock. Hints that are lost here come by timers.
  for (const subject of subjects)
    await enqueueKnownPreview(
      knex,
      subject,
      `removal released by ${releasedBy}`,
    );
  return subjects;
}
