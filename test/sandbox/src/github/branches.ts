import { Commit, Person, Tree } from './gitObjects';
import { Hub } from './hub';
import { HubEvent, StoredPull, StoredRepository } from './model';

/** Files to write; undefined takes one away. */
export type FileChanges = Record<string, string | Buffer | undefined>;

/** The commit that a branch, a tag-like name, or the beginning of a SHA stands for. */
export function resolveRef(
  hub: Hub,
  repository: StoredRepository,
  ref: string,
): Commit | undefined {
  const name = ref.replace(/^refs\/heads\/|^heads\//, '');
  const sha =
    name === 'HEAD'
      ? repository.branches[repository.defaultBranch]
      : repository.branches[name];
  return hub.objects.commit(sha ?? name) ?? hub.objects.findCommit(name);
}

function changedTree(hub: Hub, base: Tree, changes: FileChanges): Tree {
  const tree = { ...base };
  for (const [path, content] of Object.entries(changes)) {
    if (content === undefined) delete tree[path];
    else
      tree[path] = {
        mode: '100644',
        sha: hub.objects.writeBlob(Buffer.from(content)),
      };
  }
  return tree;
}

export function person(hub: Hub, login: string): Person {
  return {
    name: login,
    email: `${login}@users.noreply.localhost`,
    date: hub.timestamp(),
  };
}

/** Commits file changes on top of a branch (or of another one, to start it) and moves the branch. */
export function commitFiles(
  hub: Hub,
  repository: StoredRepository,
  options: {
    branch: string;
    from?: string;
    changes: FileChanges;
    message: string;
    author: string;
  },
): HubEvent[] {
  const parent =
    repository.branches[options.branch] ??
    repository.branches[options.from ?? ''];
  const tree = hub.objects.writeTree(
    changedTree(hub, parent ? hub.objects.treeOf(parent) : {}, options.changes),
  );
  const author = person(hub, options.author);
  const commit = hub.objects.writeCommit({
    tree,
    parents: parent ? [parent] : [],
    message: options.message,
    author,
    committer: author,
  });
  return moveBranch(
    hub,
    repository,
    options.branch,
    commit.sha,
    options.author,
  );
}

/** Points a branch at a commit; open pull requests from it follow. */
export function moveBranch(
  hub: Hub,
  repository: StoredRepository,
  branch: string,
  sha: string,
  sender: string,
): HubEvent[] {
  const before = repository.branches[branch] ?? '0'.repeat(40);
  if (before === sha) return [];
  repository.branches[branch] = sha;
  repository.updatedAt = hub.timestamp();
  const push: HubEvent = {
    name: 'push',
    repository,
    branch,
    before,
    after: sha,
    changed: hub.objects.changedPaths(before, sha),
    sender,
  };
  const followers = repository.pulls.filter(
    pull => pull.state === 'open' && pull.head === branch && !pull.fork,
  );
  return [
    push,
    ...followers.map(pull => follow(hub, repository, pull, sha, sender)),
  ];
}

function follow(
  hub: Hub,
  repository: StoredRepository,
  pull: StoredPull,
  sha: string,
  sender: string,
): HubEvent {
  const before = pull.headSha;
  pull.headSha = sha;
  pull.updatedAt = hub.timestamp();
  return {
    name: 'pull_request',
    action: 'synchronize',
    repository,
    pull,
    sender,
    extra: { before, after: sha },
  };
}

/** Takes a branch away; open pull requests from it are closed, as GitHub does. */
export function deleteBranch(
  hub: Hub,
  repository: StoredRepository,
  branch: string,
  sender: string,
): HubEvent[] {
  const before = repository.branches[branch];
  delete repository.branches[branch];
  const push: HubEvent = {
    name: 'push',
    repository,
    branch,
    before,
    after: '0'.repeat(40),
    changed: [],
    sender,
  };
  const orphans = repository.pulls.filter(
    pull => pull.state === 'open' && pull.head === branch && !pull.fork,
  );
  return [
    push,
    ...orphans.map((pull): HubEvent => {
      const now = hub.timestamp();
      Object.assign(pull, { state: 'closed', closedAt: now, updatedAt: now });
      return {
        name: 'pull_request',
        action: 'closed',
        repository,
        pull,
        sender,
        extra: {},
      };
    }),
  ];
}
