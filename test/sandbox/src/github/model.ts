/** What the stand-in for GitHub keeps of a repository. */
export interface StoredRepository {
  id: number;
  owner: string;
  name: string;
  description: string;
  private: boolean;
  archived: boolean;
  defaultBranch: string;
  /** Commit by branch. */
  branches: Record<string, string>;
  pulls: StoredPull[];
  comments: StoredComment[];
  statuses: Record<string, unknown>[];
  deployments: StoredDeployment[];
  labels: string[];
  /** Permission by login; who is not named may write. */
  permissions: Record<string, Permission>;
  /** Pull requests and issues share their numbers. */
  nextNumber: number;
  createdAt: string;
  updatedAt: string;
}

export type Permission = 'admin' | 'write' | 'read' | 'none';

export interface StoredPull {
  id: number;
  number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  draft: boolean;
  merged: boolean;
  user: string;
  labels: string[];
  /** The head's branch. */
  head: string;
  headSha: string;
  /** `owner/name` of the repository that the head is in, when it is a fork. */
  fork: string | undefined;
  base: string;
  /** Names of changed files when they were given; otherwise they are computed. */
  files: string[] | undefined;
  createdAt: string;
  updatedAt: string;
  closedAt: string | undefined;
}

export interface StoredComment {
  id: number;
  issue: number;
  user: string;
  body: string;
  createdAt: string;
  updatedAt: string;
  /** Missing in what was kept before there were reactions. */
  reactions?: StoredReaction[];
}

export interface StoredReaction {
  id: number;
  user: string;
  content: string;
  createdAt: string;
}

export interface StoredDeployment {
  id: number;
  statuses: Record<string, unknown>[];
  [field: string]: unknown;
}

/** A user or a bot, as JSON names it. */
export interface User {
  login: string;
  id: number;
  type: 'User' | 'Bot' | 'Organization';
}

/** Something that GitHub tells its webhooks, and that the sandbox's CI acts on. */
export type HubEvent =
  | {
      name: 'pull_request';
      action: string;
      repository: StoredRepository;
      pull: StoredPull;
      sender: string;
      extra: Record<string, unknown>;
    }
  | {
      name: 'push';
      repository: StoredRepository;
      branch: string;
      before: string;
      after: string;
      changed: string[];
      sender: string;
    }
  | {
      name: 'issue_comment';
      action: 'created' | 'edited' | 'deleted';
      repository: StoredRepository;
      pull: StoredPull;
      comment: StoredComment;
      sender: string;
    };
