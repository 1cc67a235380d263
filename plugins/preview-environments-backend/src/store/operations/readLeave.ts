import { Knex } from 'knex';
import { Leave, leaveFrom } from '../../preview';
import { decodeWish } from '../previewRow';
import { WishRow } from '../tables';

/** What people wished for a pull request that nothing is remembered of yet. A look that sees it remembers it, or drops it. */
export async function readLeave(knex: Knex, previewId: string): Promise<Leave> {
  const wishes = await knex<WishRow>('preview_wishes')
    .where({ preview_id: previewId })
    .select();
  return leaveFrom(wishes.map(decodeWish));
}
