import { createHash } from 'node:crypto';

export interface TreeEntry {
  mode: string;
  sha: string;
}

/** A folder tree, flat: blobs by their whole path. */
export type Tree = Record<string, TreeEntry>;

export interface Person {
  name: string;
  email: string;
  date: string;
}

export interface Commit {
  sha: string;
  tree: string;
  parents: string[];
  message: string;
  author: Person;
  committer: Person;
}

export interface GitObjectsSnapshot {
  /** Base64 by SHA. */
  blobs: Record<string, string>;
  trees: Record<string, Tree>;
  commits: Record<string, Commit>;
}

const hash = (kind: string, content: string | Buffer): string =>
  createHash('sha1')
    .update(`${kind} ${Buffer.byteLength(content)}\0`)
    .update(content)
    .digest('hex');

/** Blobs, trees and commits of all repositories. A blob's SHA is git's own; those of trees and commits only look like it. */
export class GitObjects {
  readonly #objects: GitObjectsSnapshot;

  constructor(
    snapshot: GitObjectsSnapshot = { blobs: {}, trees: {}, commits: {} },
  ) {
    this.#objects = snapshot;
  }

  snapshot(): GitObjectsSnapshot {
    return this.#objects;
  }

  writeBlob(content: Buffer): string {
    const sha = hash('blob', content);
    this.#objects.blobs[sha] = content.toString('base64');
    return sha;
  }

  blob(sha: string): Buffer | undefined {
    const content = this.#objects.blobs[sha];
    return content === undefined ? undefined : Buffer.from(content, 'base64');
  }

  writeTree(tree: Tree): string {
    const sorted = Object.fromEntries(
      Object.entries(tree).sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    const sha = hash('tree', JSON.stringify(sorted));
    this.#objects.trees[sha] = sorted;
    return sha;
  }

  tree(sha: string): Tree | undefined {
    return this.#objects.trees[sha];
  }

  /** `sha` only where someone else has chosen it already. */
  writeCommit(
    commit: Omit<Commit, 'sha'>,
    sha: string = hash('commit', JSON.stringify(commit)),
  ): Commit {
    return (this.#objects.commits[sha] = { sha, ...commit });
  }

  commit(sha: string): Commit | undefined {
    return this.#objects.commits[sha];
  }

  /** A commit by the beginning of its SHA, if there is exactly one. */
  findCommit(start: string): Commit | undefined {
    if (!/^[0-9a-f]{4,40}$/.test(start)) return undefined;
    const found = Object.keys(this.#objects.commits).filter(sha =>
      sha.startsWith(start),
    );
    return found.length === 1 ? this.#objects.commits[found[0]] : undefined;
  }

  treeOf(commitSha: string): Tree {
    return this.tree(this.commit(commitSha)?.tree ?? '') ?? {};
  }

  readFile(commitSha: string, path: string): Buffer | undefined {
    const entry = this.treeOf(commitSha)[path];
    return entry && this.blob(entry.sha);
  }

  /** Paths whose content differs between two commits. */
  changedPaths(from: string, to: string): string[] {
    const before = this.treeOf(from);
    const after = this.treeOf(to);
    return [...new Set([...Object.keys(before), ...Object.keys(after)])]
      .filter(path => before[path]?.sha !== after[path]?.sha)
      .sort();
  }

  /** The newest common ancestor, along first parents. */
  mergeBase(a: string, b: string): string | undefined {
    const ancestors = new Set(this.history(a).map(({ sha }) => sha));
    return this.history(b).find(({ sha }) => ancestors.has(sha))?.sha;
  }

  /** A commit and its ancestors along first parents, newest first. */
  history(sha: string): Commit[] {
    const commits: Commit[] = [];
    for (
      let commit = this.commit(sha);
      commit;
      commit = this.commit(commit.parents[0] ?? '')
    )
      commits.push(commit);
    return commits;
  }
}
