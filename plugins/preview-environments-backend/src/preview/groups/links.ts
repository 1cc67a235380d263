import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { isFork } from '../trust';
import { Face, GroupPolicy, Link, PullName } from './types';

/** A link as it is declared, before it is known what whoever did so may. */
export type Declared = Omit<Link, 'declaredBy' | 'writable'> & {
  /** The label that somebody has set. Only of a `label`. */
  label?: string;
};

/** Labels beyond that link nothing: every one is a question about rights. */
const mostLabels = 5;
/** Hosts take longer names, which nobody means to share. */
const longestName = 200;

/** Names a pull request in links. Owners and names are the same in any case. */
export function pullKey(host: string, { owner, name, number }: PullName) {
  return `pull:${host}/${owner}/${name}#${number}`.toLowerCase();
}

/** What the pull request says it is linked by, in an order that does not depend on anybody's. */
export function declaredLinks(
  pullRequest: PullRequest,
  policy: GroupPolicy,
): Declared[] {
  const { repository, number, head, labels, dependsOn = [] } = pullRequest;
  const { host } = repository;
  const own = pullKey(host, { ...repository, number });
  const named = dependsOn
    .filter(({ repository: other }) => other.host === host)
    .map(({ repository: { owner, name }, number: to }) => ({
      kind: 'depends-on' as const,
      key: pullKey(host, { owner, name, number: to }),
      to: { owner, name, number: to },
    }))
    .filter(({ key }) => key !== own);
  const prefix = policy.labelPrefix?.toLowerCase();
  const shared = labels
    .filter(label => label.length <= longestName)
    .filter(label => prefix && label.toLowerCase().startsWith(prefix))
    .sort()
    .slice(0, mostLabels)
    .map(label => ({
      kind: 'label' as const,
      key: `label:${host}/${label.toLowerCase()}`,
      label,
    }));
  return [
    ...(policy.dependsOn ? named : []),
    ...(policy.branches && isNamedOnPurpose(pullRequest)
      ? [{ kind: 'branch' as const, key: `branch:${host}/${head.ref}` }]
      : []),
    ...shared,
  ].sort((one, other) => (one.key < other.key ? -1 : 1));
}

/** Anybody can name a branch of their fork like one of ours. */
function isNamedOnPurpose(pullRequest: PullRequest): boolean {
  const { head, base, repository } = pullRequest;
  return (
    !isFork(pullRequest) &&
    head.ref.length <= longestName &&
    head.ref !== base.ref &&
    head.ref !== repository.defaultBranch
  );
}

/** Whether the two belong together by what either declares: whoever did can write to both repositories (rule 7.22). */
export function areLinked(one: Face, other: Face): boolean {
  if (one.repository.host !== other.repository.host) return false;
  const ids = [one.repository.id, other.repository.id];
  const counts = (link: Link) => ids.every(id => link.writable.includes(id));
  return (
    namesIt(one, other).some(counts) ||
    namesIt(other, one).some(counts) ||
    sharedBy(one, other).some(
      ([mine, theirs]) => counts(mine) && counts(theirs),
    )
  );
}

/** Whether either declares it, be it with the right to or without. */
export function isDeclared(one: Face, other: Face): boolean {
  return (
    one.repository.host === other.repository.host &&
    (namesIt(one, other).length > 0 || sharedBy(one, other).length > 0)
  );
}

function namesIt(one: Face, { repository, number }: Face): Link[] {
  const key = pullKey(repository.host, { ...repository, number });
  return one.links.filter(
    link => link.kind === 'depends-on' && link.key === key,
  );
}

function sharedBy(one: Face, other: Face): [Link, Link][] {
  return one.links.flatMap(mine =>
    mine.kind === 'depends-on'
      ? []
      : other.links
          .filter(({ key }) => key === mine.key)
          .map((theirs): [Link, Link] => [mine, theirs]),
  );
}
