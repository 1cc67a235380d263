import { Knex } from 'knex';
import {
  everybody,
  Face,
  faceOf,
  Link,
  LinkQuery,
  linkQuery,
  mostRead,
  PreviewRecord,
} from '../../preview';
import { decodePreview } from '../previewRow';
import { LinkRow, PreviewRow } from '../tables';
import { enqueueKnownPreview } from './enqueueKnownPreview';
import { readFaces } from './faces';
import { hashOf } from './linkKey';

const cause = 'group: a linked pull request changed';

/**
 * Writes down what a pull request is linked by, and has those looked at that are linked to it by that, or by others, now or were before:
 * all in the transaction that changes what they have to know. Does nothing while that is the same.
 */
export async function saveLinks(
  tx: Knex.Transaction,
  record: PreviewRecord,
  before: PreviewRow | undefined,
): Promise<void> {
  const earlier = before && faceOf(decodePreview(before));
  const face = faceOf(record);
  if (JSON.stringify(earlier) === JSON.stringify(face)) return;
  const links = declaredIn(face);
  const gone = earlier ? declaredIn(earlier) : [];
  if (keysOf(links) !== keysOf(gone)) await rewrite(tx, record.id, links);
  for (const id of await concerned(tx, face, earlier))
    await enqueueKnownPreview(tx, id, cause);
}

/** Only what somebody with rights declares: nobody else has others looked at. */
function declaredIn({ links, repository }: Face): Link[] {
  return links.filter(({ writable }) => writable.includes(repository.id));
}

function keysOf(links: Link[]): string {
  return JSON.stringify(links.map(({ key }) => key).sort());
}

async function rewrite(
  tx: Knex.Transaction,
  previewId: string,
  links: Link[],
): Promise<void> {
  await tx<LinkRow>('preview_links').where({ preview_id: previewId }).delete();
  const keys = [...new Set(links.map(({ key }) => hashOf(key)))];
  if (keys.length === 0) return;
  await tx<LinkRow>('preview_links').insert(
    keys.map(key => ({ preview_id: previewId, key })),
  );
}

/** Always in the same order: two that do this at once wait for each other rather than for ever. */
async function concerned(
  tx: Knex.Transaction,
  face: Face,
  earlier: Face | undefined,
): Promise<string[]> {
  const { previewId, repository } = face;
  const find = (wanted: LinkQuery) =>
    readFaces(tx, {
      except: previewId,
      host: repository.host,
      limit: mostRead,
      ...wanted,
    });
  const selves = earlier ? [face, earlier] : [face];
  const links = selves.flatMap(declaredIn);
  const direct = await find(linkQuery(face, links));
  const found = await everybody(selves, direct, find);
  return found.map(one => one.previewId).sort();
}
