import { canLink, mostRead } from './group';
import { areLinked, pullKey } from './links';
import { Face, Link, PullName } from './types';

/** Previews that are named, and those that declare a link of one of the keys. */
export interface LinkQuery {
  pulls: PullName[];
  keys: string[];
}

/** Whom to look for beside a pull request that declares these links. */
export function linkQuery(
  { repository, number }: Pick<Face, 'repository' | 'number'>,
  links: Pick<Link, 'kind' | 'key' | 'to'>[],
): LinkQuery {
  const shared = links.filter(({ kind }) => kind !== 'depends-on');
  return {
    pulls: links.flatMap(({ to }) => to ?? []),
    keys: [
      pullKey(repository.host, { ...repository, number }),
      ...shared.map(({ key }) => key),
    ],
  };
}

/**
 * Those that are found at once beside a pull request, and everybody that is linked to it by them: what one of a group does concerns the
 * others however far away. `selves` is the pull request, as it is and as it was.
 */
export async function everybody(
  selves: Face[],
  direct: Face[],
  find: (wanted: LinkQuery) => Promise<Face[]>,
): Promise<Face[]> {
  const known = new Map(direct.map(face => [face.previewId, face]));
  let latest = linkedToAny(selves, direct);
  while (latest.length > 0 && known.size <= mostRead) {
    const before = latest;
    const wanted = before.map(face => linkQuery(face, face.links));
    const found = await find({
      pulls: wanted.flatMap(({ pulls }) => pulls),
      keys: [...new Set(wanted.flatMap(({ keys }) => keys))],
    });
    latest = linkedToAny(before, found).filter(
      ({ previewId }) => !known.has(previewId),
    );
    for (const face of latest) known.set(face.previewId, face);
  }
  return [...known.values()];
}

function linkedToAny(some: Face[], others: Face[]): Face[] {
  const linking = some.filter(canLink);
  return others.filter(
    face => canLink(face) && linking.some(one => areLinked(one, face)),
  );
}
