import {
  changeKindAt,
  leftOutReasons,
  Linked,
  PreviewRecord,
  wordsOf,
} from '../preview';
import { code, link, plainText } from './markdown';

/** The parts of a record that tell of its group. */
export type GroupSubject = Pick<PreviewRecord, 'phase' | 'group'> & {
  repository: Pick<PreviewRecord['repository'], 'host' | 'changeKind'>;
};

/** The others are counted. */
const mostNamed = 12;
/** Whom requests to the address reach besides, and who is left out. What may be public names only what everybody may see. */
export function groupText({
  phase,
  group,
  repository,
}: GroupSubject): string | undefined {
  const linked = group?.linked ?? [];
  if (linked.length === 0 || phase === 'terminating' || phase === 'gone')
    return undefined;
  const nameOf = (member: Linked) => nameIn(repository, member);
  const reached = linked.filter(({ because }) => because === undefined);
  const leftOut = linked.filter(({ because }) => because !== undefined);
  return [
    reached.length > 0 &&
      `Reaches also: ${enumerated(
        reached.map(one => memberText(one, nameOf(one))),
        ', ',
      )}.`,
    leftOut.length > 0 &&
      `${enumerated(
        leftOut.map(one => leftOutText(one, nameOf(one))),
        '; ',
      )}.`,
  ]
    .filter(Boolean)
    .join(' ');
}

function memberText(member: Linked, name: string): string {
  // What they are called says whose they are.
  return member.nameable
    ? `${name} (${member.services.map(code).join(', ')})`
    : name;
}

function leftOutText({ because }: Linked, name: string): string {
  return `${name} ${leftOutReasons[because ?? 'unknown']}`;
}

/** One that may not be named does not tell how many there are of its kind. */
function nameIn(
  repository: GroupSubject['repository'],
  { nameable, host, owner, name, number, url }: Linked,
): string {
  const changeKind = changeKindAt(host, repository);
  const { one, sign } = wordsOf({ changeKind });
  if (!nameable) return `a ${one} that you may not see`;
  const text = `${owner}/${name}${sign}${number}`;
  return url ? link(text, url) : plainText(text);
}

/** The same words once: they may stand for several that may not be named. */
function enumerated(texts: string[], separator: string): string {
  const different = [...new Set(texts)];
  const shown = different.slice(0, mostNamed).join(separator);
  const more = different.length - mostNamed;
  return more > 0 ? `${shown}${separator}${more} more` : shown;
}
