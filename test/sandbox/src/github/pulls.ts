import { randomBytes } from 'node:crypto';
import { moveBranch, person, resolveRef } from './branches';
import { Hub } from './hub';
import {
  HubEvent,
  StoredLabelEvent,
  StoredPull,
  StoredRepository,
} from './model';

/** What may be changed of a pull request, all at once. */
export interface PullChange {
  title?: string;
  body?: string;
  state?: 'open' | 'closed';
  draft?: boolean;
  merged?: boolean;
  labels?: string[];
  /** The head's branch. */
  head?: string;
  headSha?: string;
  base?: string;
  user?: string;
  fork?: string;
  files?: string[];
}

const label = (name: string): Record<string, unknown> => ({
  label: { name, color: 'ededed' },
});

/** A head that was only named gets a commit on top of the base, so that it can be read like any other. */
function ensureCommit(
  hub: Hub,
  repository: StoredRepository,
  pull: StoredPull,
): void {
  const base = repository.branches[pull.base];
  if (!hub.objects.commit(pull.headSha)) {
    const author = person(hub, pull.user);
    const tree =
      hub.objects.commit(base ?? '')?.tree ?? hub.objects.writeTree({});
    const parents = base ? [base] : [];
    hub.objects.writeCommit(
      { tree, parents, message: pull.title, author, committer: author },
      pull.headSha,
    );
  }
  if (!pull.fork && pull.state === 'open')
    repository.branches[pull.head] = pull.headSha;
}

/** Remembers who changed the labels. */
function noteLabels(
  hub: Hub,
  pull: StoredPull,
  before: string[],
  user: string,
): void {
  const note = (event: StoredLabelEvent['event'], names: string[]) =>
    names.map(name => ({
      id: hub.newId(),
      event,
      label: name,
      user,
      createdAt: pull.updatedAt,
    }));
  pull.labelEvents = [
    ...(pull.labelEvents ?? []),
    ...note(
      'labeled',
      pull.labels.filter(name => !before.includes(name)),
    ),
    ...note(
      'unlabeled',
      before.filter(name => !pull.labels.includes(name)),
    ),
  ];
}

/** Opens a pull request; the branches it names are taken as they are. */
export function openPull(
  hub: Hub,
  repository: StoredRepository,
  options: PullChange & { title: string; head: string; number?: number },
  sender: string,
): { pull: StoredPull; events: HubEvent[] } {
  const now = hub.timestamp();
  const number = options.number ?? repository.nextNumber;
  repository.nextNumber = Math.max(repository.nextNumber, number + 1);
  const pull: StoredPull = {
    id: hub.newId(),
    number,
    title: options.title,
    body: options.body ?? '',
    state: options.state ?? 'open',
    draft: options.draft ?? false,
    merged: false,
    user: options.user ?? sender,
    labels: options.labels ?? [],
    head: options.head,
    headSha:
      options.headSha ??
      repository.branches[options.head] ??
      randomBytes(20).toString('hex'),
    fork: options.fork,
    base: options.base ?? repository.defaultBranch,
    files: options.files,
    createdAt: now,
    updatedAt: now,
    closedAt: options.state === 'closed' ? now : undefined,
  };
  repository.pulls.push(pull);
  ensureCommit(hub, repository, pull);
  noteLabels(hub, pull, [], sender);
  const event = (
    action: string,
    extra: Record<string, unknown> = {},
  ): HubEvent => ({
    name: 'pull_request',
    action,
    repository,
    pull,
    sender,
    extra,
  });
  return {
    pull,
    events: [
      event('opened'),
      ...pull.labels.map(name => event('labeled', label(name))),
    ],
  };
}

/** Changes a pull request and answers the events that GitHub would send for it, in its order. */
export function changePull(
  hub: Hub,
  repository: StoredRepository,
  pull: StoredPull,
  change: PullChange,
  sender: string,
): HubEvent[] {
  const old = { ...pull };
  const given = Object.fromEntries(
    Object.entries(change).filter(([, value]) => value !== undefined),
  );
  Object.assign(pull, given, { updatedAt: hub.timestamp() });
  if (pull.state === 'closed') pull.closedAt ??= pull.updatedAt;
  else pull.closedAt = undefined;
  ensureCommit(hub, repository, pull);
  noteLabels(hub, pull, old.labels, sender);
  const events: HubEvent[] = [];
  const add = (action: string, extra: Record<string, unknown> = {}): void => {
    events.push({
      name: 'pull_request',
      action,
      repository,
      pull,
      sender,
      extra,
    });
  };
  if (old.headSha !== pull.headSha)
    add('synchronize', { before: old.headSha, after: pull.headSha });
  for (const name of pull.labels.filter(each => !old.labels.includes(each)))
    add('labeled', label(name));
  for (const name of old.labels.filter(each => !pull.labels.includes(each)))
    add('unlabeled', label(name));
  if (old.draft !== pull.draft)
    add(pull.draft ? 'converted_to_draft' : 'ready_for_review');
  if (old.state !== pull.state)
    add(pull.state === 'closed' ? 'closed' : 'reopened');
  const changes = {
    ...(old.title === pull.title ? {} : { title: { from: old.title } }),
    ...(old.body === pull.body ? {} : { body: { from: old.body } }),
    ...(old.base === pull.base ? {} : { base: { ref: { from: old.base } } }),
  };
  if (Object.keys(changes).length) add('edited', { changes });
  return events;
}

export function findPull(
  repository: StoredRepository,
  number: number,
): StoredPull | undefined {
  return repository.pulls.find(each => each.number === number);
}

/** Names of changed files, as they were given or as the commits differ. */
export function changedFiles(
  hub: Hub,
  repository: StoredRepository,
  pull: StoredPull,
): string[] {
  if (pull.files) return pull.files;
  const base = resolveRef(hub, repository, pull.base)?.sha ?? '';
  return hub.objects.changedPaths(
    hub.objects.mergeBase(base, pull.headSha) ?? base,
    pull.headSha,
  );
}

/** Merges a pull request into its base: the files it changed, on top of what the base is now. */
export function mergePull(
  hub: Hub,
  repository: StoredRepository,
  pull: StoredPull,
  sender: string,
): HubEvent[] {
  const base = repository.branches[pull.base];
  const head = hub.objects.treeOf(pull.headSha);
  const tree = { ...hub.objects.treeOf(base) };
  for (const path of changedFiles(hub, repository, pull)) {
    if (head[path]) tree[path] = head[path];
    else delete tree[path];
  }
  const author = person(hub, sender);
  const commit = hub.objects.writeCommit({
    tree: hub.objects.writeTree(tree),
    parents: [base, pull.headSha],
    message: `Merge pull request #${pull.number} from ${repository.owner}/${pull.head}`,
    author,
    committer: author,
  });
  return [
    ...moveBranch(hub, repository, pull.base, commit.sha, sender),
    ...changePull(
      hub,
      repository,
      pull,
      { state: 'closed', merged: true },
      sender,
    ),
  ];
}
