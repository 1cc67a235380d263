import {
  isRefused,
  PullRequest,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import {
  Circumstances,
  Declared,
  declaredLinks,
  everybody,
  Face,
  faceInLook,
  Link,
  linkQuery,
  LinkQuery,
  mostRead,
  PreviewPolicy,
  PreviewRecord,
  pullKey,
} from '../preview';
import { GroupStore } from '../store/groupStore';
import { PeopleSource } from './people';

/** Where it is remembered what pull requests are linked by. */
export type GroupSource = Pick<GroupStore, 'faces'>;

interface GroupSources {
  groups: GroupSource;
  people: PeopleSource;
  policy: () => PreviewPolicy;
  now: () => Date;
}

interface Subject {
  previewId: string;
  pullRequest: PullRequest;
  record: PreviewRecord | undefined;
}

const nothing = { workspaces: [], components: [] };

/**
 * What the pull request is linked by, and everybody that it may be linked to by that. The code host is asked who may write where, and only
 * about people who declare something, and repositories of previews that it concerns.
 */
export async function readGroup(
  sources: GroupSources,
  subject: Subject,
): Promise<Circumstances['group']> {
  const { previewId, pullRequest, record } = subject;
  const { groups } = sources.policy();
  const { dependsOn, branches, labelPrefix } = groups;
  if (!dependsOn && !branches && labelPrefix === undefined)
    return { links: [], others: [] };
  const declared = declaredLinks(pullRequest, groups);
  const { host } = pullRequest.repository;
  const find = (wanted: LinkQuery) =>
    sources.groups.faces({
      except: previewId,
      host,
      limit: mostRead + 1,
      ...wanted,
    });
  const direct = await find(linkQuery(pullRequest, declared));
  const declarers = await declarersOf(sources.people, subject, declared);
  const links = await Promise.all(
    declared.map(one =>
      withRights(sources.people, pullRequest, direct, {
        ...one,
        declaredBy: declarers.get(one.key),
      }),
    ),
  );
  const self = faceInLook(
    previewId,
    { pullRequest, record, observedAt: sources.now(), links },
    nothing,
  );
  return { links, others: await everybody([self], direct, find) };
}

/** By key: whoever opened the pull request has written its description and named its branch. */
async function declarersOf(
  people: PeopleSource,
  { pullRequest, record }: Subject,
  declared: Declared[],
): Promise<Map<string, string | undefined>> {
  const { author, updatedAt } = pullRequest;
  const opener = author.bot ? undefined : author.login;
  const known = new Map(
    (record?.group?.links ?? [])
      .filter(
        ({ declaredBy }) =>
          declaredBy !== undefined ||
          record?.pullRequest.updatedAt === updatedAt,
      )
      .map(({ key, declaredBy }) => [key, declaredBy]),
  );
  const unknown = declared.flatMap(({ key, label }) =>
    label === undefined || known.has(key) ? [] : [label],
  );
  const setters =
    unknown.length > 0 ? await people.settersOf(pullRequest, unknown) : {};
  return new Map(
    declared.map(({ key, label }) => {
      if (label === undefined) return [key, opener];
      if (known.has(key)) return [key, known.get(key)];
      const setter = Object.hasOwn(setters, label) ? setters[label] : undefined;
      return [key, setter?.bot ? undefined : setter?.login];
    }),
  );
}

/** Whoever may not write to the pull request's own repository declares nothing, wherever else they may. */
async function withRights(
  people: PeopleSource,
  { repository }: PullRequest,
  direct: Face[],
  { kind, key, to, declaredBy }: Declared & Pick<Link, 'declaredBy'>,
): Promise<Link> {
  const link = { kind, key, ...(to && { to }), declaredBy };
  if (
    declaredBy === undefined ||
    !(await mayWrite(people, repository, declaredBy))
  )
    return { ...link, writable: [] };
  const others = new Map(
    direct
      .filter(
        face =>
          pullKey(face.repository.host, { ...face.repository, ...face }) ===
            key || face.links.some(one => one.key === key),
      )
      .map(face => [face.repository.id, face.repository]),
  );
  others.delete(repository.id);
  const writable = await Promise.all(
    [...others.values()].map(async other =>
      (await mayWrite(people, other, declaredBy)) ? [other.id] : [],
    ),
  );
  return { ...link, writable: [repository.id, ...writable.flat()].sort() };
}

/** Of a repository that is not shown to us nobody is known to have a right. */
async function mayWrite(
  people: PeopleSource,
  repository: RepositoryRef,
  login: string,
): Promise<boolean> {
  try {
    return await people.mayWrite(repository, login);
  } catch (error) {
    if (isRefused(error)) return false;
    throw error;
  }
}
