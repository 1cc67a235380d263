import { areLinked, isDeclared, pullKey } from './links';
import { connected, Group } from './group';
import { reachedBy } from './reach';
import { Face, LeftOutBecause, Linked, Link } from './types';

/**
 * Whom requests to a pull request's address reach besides, and who is linked to it and left out, with the reason. What others declare without
 * the right to is told to them, and not here: anybody could fill the page of somebody else's pull request with it.
 */
export function linkedTo(self: Face, others: Face[], group: Group): Linked[] {
  const told = new Map<string, Linked>();
  const tell = (face: Face, services: string[], because?: LeftOutBecause) => {
    if (face.previewId === self.previewId || told.has(face.previewId)) return;
    told.set(face.previewId, linkedFace(self, face, services, because));
  };
  for (const member of group.members) {
    if (member.previewId === self.previewId) continue;
    const services = reachedBy(self, member, group.members).map(
      ({ namespace, service }) => `${namespace}/${service}`,
    );
    tell(
      member,
      [...new Set(services)].sort(),
      services.length > 0 ? undefined : unreachedBecause(self, member),
    );
  }
  for (const face of group.surplus) tell(face, [], 'too-many');
  for (const face of connected(self, others)) tell(face, [], 'asleep');
  for (const face of others) {
    const because = leftOutBecause(self, face);
    if (because) tell(face, [], because);
  }
  const known = new Set(others.map(keyOf));
  const unknown = self.links.flatMap(link => unknownBy(self, link, known));
  return [...told.values(), ...unknown].sort(byName);
}

function unreachedBecause(self: Face, { stands }: Face): LeftOutBecause {
  if (stands.length === 0) return 'nothing-to-reach';
  return stands.some(({ cluster }) => self.clusters.includes(cluster))
    ? 'taken'
    : 'elsewhere';
}

/** Undefined: it is none of this pull request's business. */
function leftOutBecause(self: Face, face: Face): LeftOutBecause | undefined {
  const naming = self.links.filter(({ key }) => key === keyOf(face));
  const named = naming.length > 0;
  if (named && !mayKnow(self, face, naming)) return 'unknown';
  switch (face.state) {
    case 'closed':
      return named ? 'closed' : undefined;
    case 'none':
      return named ? 'unknown' : undefined;
    case 'waiting':
    case 'held':
      return named || areLinked(self, face) ? face.state : undefined;
    case 'asleep':
    case 'running':
    default:
      return named || (isDeclared(self, face) && hasRights(face))
        ? 'not-allowed'
        : undefined;
  }
}

/** Nobody finds out by naming it what there is in a repository that they can not see. */
function mayKnow(
  { repository: { id } }: Face,
  { repository }: Face,
  naming: Link[],
): boolean {
  return (
    repository.public === true ||
    repository.id === id ||
    naming.some(({ writable }) => writable.includes(repository.id))
  );
}

/** Whoever has linked it may at least write to its own repository. */
function hasRights({ links, repository }: Face): boolean {
  return links.some(
    ({ kind, writable }) =>
      kind !== 'depends-on' && writable.includes(repository.id),
  );
}

/** It may be closed for long, in a repository that is not watched, or private: all the same to whoever asks. */
function unknownBy(
  { repository: { host } }: Face,
  { key, to }: Link,
  known: Set<string>,
): Linked[] {
  if (!to || known.has(key)) return [];
  return [
    {
      previewId: undefined,
      host,
      ...to,
      url: undefined,
      nameable: true,
      services: [],
      because: 'unknown',
    },
  ];
}

function linkedFace(
  self: Face,
  face: Face,
  services: string[],
  because: LeftOutBecause | undefined,
): Linked {
  const { repository, number, url, previewId } = face;
  const { host, owner, name } = repository;
  return {
    previewId: because === 'unknown' ? undefined : previewId,
    host,
    owner,
    name,
    number,
    url: because === 'unknown' ? undefined : url,
    nameable:
      repository.public === true ||
      repository.id === self.repository.id ||
      self.links.some(({ key }) => key === keyOf(face)),
    services,
    because,
  };
}

function keyOf({ repository, number }: Face): string {
  return pullKey(repository.host, { ...repository, number });
}

function byName(one: Linked, other: Linked): number {
  const textOf = ({ owner, name }: Linked) => `${owner}/${name}`;
  return (
    Number(one.because !== undefined) - Number(other.because !== undefined) ||
    textOf(one).localeCompare(textOf(other)) ||
    one.number - other.number
  );
}
