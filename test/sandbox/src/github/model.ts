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
  statuses: StoredStatus[];
  deployments: StoredDeployment[];
  /** Missing in what was kept before there were any. */
  checkRuns?: StoredCheckRun[];
  /** Of workflows, oldest first. Missing in what was kept before there were any. */
  runs?: StoredRun[];
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
  /** Who set and took off labels, oldest first. Missing in what was kept before there were any. */
  labelEvents?: StoredLabelEvent[];
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
  /** Whether nobody may comment. */
  locked?: boolean;
}

export interface StoredLabelEvent {
  id: number;
  event: 'labeled' | 'unlabeled';
  label: string;
  user: string;
  createdAt: string;
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
  content:
    | '+1'
    | '-1'
    | 'laugh'
    | 'confused'
    | 'heart'
    | 'hooray'
    | 'rocket'
    | 'eyes';
  createdAt: string;
}

/** What was said of a commit by statuses and deployments, in the words of the requests. */
interface Said {
  id: number;
  sha: string;
  creator: { login: string };
  description?: unknown;
  created_at: string;
  updated_at: string;
}

export interface StoredStatus extends Said {
  context: string;
  state: string;
  target_url?: unknown;
}

export interface StoredDeployment extends Said {
  ref: string;
  statuses: StoredDeploymentStatus[];
  [field: string]: unknown;
}

export type DeploymentState =
  | 'error'
  | 'failure'
  | 'inactive'
  | 'in_progress'
  | 'queued'
  | 'pending'
  | 'success';

export interface StoredDeploymentStatus extends Omit<Said, 'sha'> {
  state: DeploymentState;
  environment_url?: unknown;
  log_url?: unknown;
  [field: string]: unknown;
}

/** A check of a commit. Only Apps make them. */
export interface StoredCheckRun {
  id: number;
  name: string;
  headSha: string;
  /** The App's login: `github-actions[bot]`. */
  user: string;
  externalId: string | undefined;
  detailsUrl: string | undefined;
  /** Undefined until it has ended. */
  conclusion: Conclusion | undefined;
  status: 'queued' | 'in_progress' | 'completed';
  output: { title?: string; summary?: string; text?: string };
  startedAt: string;
  completedAt: string | undefined;
}

/** How a check or a run has ended. */
export type Conclusion =
  | 'success'
  | 'failure'
  | 'neutral'
  | 'cancelled'
  | 'skipped'
  | 'timed_out'
  | 'action_required';

/** A run of a workflow that something has begun. Runs that a dispatch begins are of the branch that it names, whatever they build. */
export interface StoredRun {
  id: number;
  /** The workflow's file: `.github/workflows/preview.yaml`. */
  path: string;
  name: string;
  event: 'repository_dispatch' | 'workflow_dispatch';
  branch: string;
  headSha: string;
  /** `client_payload` or `inputs`. */
  inputs: Record<string, unknown>;
  user: string;
  /** Undefined until it has ended. */
  conclusion: Conclusion | undefined;
  createdAt: string;
  updatedAt: string;
}

/** An image that was pushed to a registry of the code host. */
export interface PublishedImage {
  /** `localhost:7050/acme/web` */
  name: string;
  tag: string;
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
    }
  | {
      name: 'status';
      repository: StoredRepository;
      status: StoredStatus;
      sender: string;
    }
  | {
      name: 'check_run';
      action: 'created' | 'completed' | 'rerequested';
      repository: StoredRepository;
      checkRun: StoredCheckRun;
      sender: string;
    }
  | {
      name: 'workflow_run';
      action: 'requested' | 'completed';
      repository: StoredRepository;
      run: StoredRun;
      sender: string;
    }
  | {
      name: 'registry_package';
      action: 'published';
      repository: StoredRepository;
      image: PublishedImage;
      sender: string;
    }
  | {
      name: 'repository';
      action:
        | 'renamed'
        | 'transferred'
        | 'archived'
        | 'unarchived'
        | 'privatized'
        | 'publicized'
        | 'deleted';
      repository: StoredRepository;
      /** What it was before, in GitHub's shape. */
      changes?: Record<string, unknown>;
      sender: string;
    }
  | {
      name: 'installation';
      action: 'created' | 'deleted' | 'suspend' | 'unsuspend';
      repositories: StoredRepository[];
      sender: string;
    }
  | {
      name: 'installation_repositories';
      action: 'added' | 'removed';
      repositories: StoredRepository[];
      sender: string;
    };
