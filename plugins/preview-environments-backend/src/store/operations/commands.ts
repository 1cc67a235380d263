import { Knex } from 'knex';
import { databaseNow } from '../clock';
import { decodePreview } from '../previewRow';
import { CommandRow, PreviewRow } from '../tables';
import { CommandOutcome, NotedCommand } from '../types';
import { Lease, lockHeldLook } from './heldLook';
import { LookTarget, markDue } from './markDue';
import { savePreview } from './savePreview';
import { isStranger, nameOf } from './strangers';
import { writeWish } from './writeWish';

/** GitHub sends a webhook again for three days at most. */
const rememberedMilliseconds = 7 * 86_400_000;

/** See `Store.noteCommand`. */
export async function noteCommand(
  knex: Knex,
  target: LookTarget,
  { commentId, author }: { commentId: string; author: string | undefined },
): Promise<void> {
  const { host, repositoryId } = target;
  const repository = { host, id: repositoryId };
  if (author !== undefined && (await isStranger(knex, repository, author)))
    return;
  await knex.transaction(async tx => {
    const now = await databaseNow(tx);
    const noted = await tx<CommandRow>('comment_commands')
      .insert({
        preview_id: target.previewId,
        comment_id: commentId,
        noted_at: now,
        author: author === undefined ? null : nameOf(author),
        host,
        repository_id: repositoryId,
      })
      .onConflict(['preview_id', 'comment_id'])
      .ignore()
      .returning('comment_id');
    if (noted.length === 0) return;
    await markDue(tx, target, `comment ${commentId}`);
    await tx<CommandRow>('comment_commands')
      .whereNotNull('settled_at')
      .andWhere('noted_at', '<', now - rememberedMilliseconds)
      .delete();
  });
}

/** The comments that are remembered, in the order in which they were written. */
export async function readCommands(
  knex: Knex,
  previewId: string,
): Promise<NotedCommand[]> {
  const rows = await knex<CommandRow>('comment_commands')
    .where({ preview_id: previewId })
    .select();
  return rows
    .sort((one, other) => compareIds(one.comment_id, other.comment_id))
    .map(({ comment_id, settled_at, topic, author }) => ({
      commentId: comment_id,
      settled: settled_at !== null,
      topic: topic ?? undefined,
      author: author ?? undefined,
    }));
}

/**
 * Writes down in one go that a comment is settled, what its author wished and what they are answered. The look under way sees the wish.
 * Nothing is written when its lease was lost.
 */
export async function settleCommand(
  knex: Knex,
  lease: Lease,
  outcome: CommandOutcome,
): Promise<void> {
  const { commentId, by, wish, topic, answer, stranger } = outcome;
  await knex.transaction(async tx => {
    const look = await lockHeldLook(tx, lease);
    if (!look) return;
    const preview_id = look.preview_id;
    const now = await databaseNow(tx);
    await tx<CommandRow>('comment_commands')
      .where({ preview_id, comment_id: commentId })
      .update({
        settled_at: now,
        topic: topic ?? null,
        ...(stranger && { author: nameOf(stranger), refused_at: now }),
      });
    const row = await tx<PreviewRow>('previews')
      .where({ id: preview_id })
      .first();
    if (answer && row) {
      const said = answer === 'done' ? undefined : answer;
      await savePreview(tx, { ...decodePreview(row), answer: said }, row);
    }
    if (wish) {
      await writeWish(
        tx,
        { id: preview_id, row },
        { ...wish, requestedBy: by },
        { hint: look.claimed_hints, cause: `comment of ${by}` },
      );
    }
  });
}

/** Ids are numbers without an end, and grow. */
function compareIds(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : Number(one > other));
}
