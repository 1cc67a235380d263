/**
 * A repository as people name it. `host` is the integration's host, for instance `github.com`.
 *
 * @public
 */
export interface RepositoryRef {
  host: string;
  owner: string;
  name: string;
}

/**
 * A repository as its host knows it. `id` survives renames and transfers.
 *
 * @public
 */
export interface Repository extends RepositoryRef {
  id: string;
  defaultBranch: string;
  /** Nobody can write in it. Undefined counts as false. */
  archived?: boolean;
}

/**
 * Names one pull request.
 *
 * @public
 */
export interface PullRequestRef {
  repository: RepositoryRef;
  number: number;
}

/**
 * What a code host says of a pull request at one moment. Everything its author wrote (title, branch, labels) is hostile text.
 *
 * @public
 */
export interface PullRequest {
  repository: Repository;
  number: number;
  title: string;
  /** The page for people. */
  url: string;
  author: { login: string; bot: boolean };
  state: 'open' | 'closed';
  draft: boolean;
  labels: string[];
  head: {
    sha: string;
    ref: string;
    /** Undefined when the fork was deleted. */
    repositoryId: string | undefined;
  };
  base: { ref: string };
  /** ISO 8601. */
  updatedAt: string;
  /** ISO 8601; undefined while open. */
  closedAt: string | undefined;
}

/**
 * A comment in the conversation of a pull request. Its text is hostile.
 *
 * @public
 */
export interface PullRequestComment {
  id: string;
  author: { login: string; bot: boolean };
  body: string;
  /** ISO 8601. */
  createdAt: string;
  /** Whether it says something else than at first; whoever did that need not be its author. */
  edited: boolean;
}

/**
 * The open pull requests of a repository. `unchanged` when nothing changed since the listing that was remembered, so
 * that a quiet repository costs nothing. A listing that fails or is cut short throws: absence is never concluded from it.
 *
 * @public
 */
export type PullRequestListing =
  | { kind: 'unchanged' }
  | { kind: 'complete'; pullRequests: PullRequest[] };

/**
 * Where pull requests come from and where the feedback goes.
 *
 * Every method throws a WaitingError for what passes by itself (rate limits, outages) and a RefusedError for what a
 * person has to change (missing permission, app not installed).
 *
 * @public
 */
export interface CodeHost {
  /** Whether this implementation serves repositories of that host. */
  serves(host: string): boolean;
  /** Follows renames and transfers. Throws a RefusedError when the repository does not exist or is not shown to us. */
  readRepository(repository: RepositoryRef): Promise<Repository>;
  /** Undefined when there is no such pull request in a repository that can be read; an unreadable repository is a RefusedError. */
  readPullRequest(ref: PullRequestRef): Promise<PullRequest | undefined>;
  listOpenPullRequests(repository: RepositoryRef): Promise<PullRequestListing>;
  /** Names of changed files; `complete` is false when the host cuts its list (GitHub: 3,000 files). */
  listChangedFiles(
    ref: PullRequestRef,
  ): Promise<{ files: string[]; complete: boolean }>;
  /** A file of the default branch; undefined when there is none. `revision` identifies the content. */
  readFile(
    repository: RepositoryRef,
    path: string,
  ): Promise<{ text: string; revision: string } | undefined>;
  /** Forgets what was remembered of the repository's default branch, after a push to it. */
  forgetFiles(repository: RepositoryRef): void;
  /**
   * Makes the one comment that carries `marker` say `body`. `commentId` is the id returned last time. Found again by marker and
   * author when the id is lost; later doubles are removed. Writes nothing when the text is the same already.
   */
  writeComment(
    ref: PullRequestRef,
    options: { marker: string; body: string; commentId: string | undefined },
  ): Promise<{ commentId: string; written: boolean }>;
  /** Undefined when there is no such comment on that pull request. */
  readComment(
    ref: PullRequestRef,
    commentId: string,
  ): Promise<PullRequestComment | undefined>;
  /** Whether somebody may write to the repository. Asked of the host every time: rights are not remembered. */
  mayWrite(repository: RepositoryRef, login: string): Promise<boolean>;
  /** Shows the author of a comment, by a sign on it, whether what they asked for is done. Doing it twice shows it once. */
  react(
    ref: PullRequestRef,
    commentId: string,
    reaction: 'accepted' | 'refused',
  ): Promise<void>;
}
