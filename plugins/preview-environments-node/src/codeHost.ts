/**
 * A repository as people name it. `host` is the integration's host, for instance `github.com`. An owner may be a group in a group, with
 * slashes between their names.
 *
 * @public
 */
export interface RepositoryRef {
  host: string;
  owner: string;
  name: string;
}

/**
 * What a code host calls what asks for a change of a repository: `#12` or `!12`.
 *
 * @public
 */
export type ChangeKind = 'pull-request' | 'merge-request';

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
  /** Everybody may see it, and what is said there of it. Undefined counts as false. */
  public?: boolean;
  /** What its pull requests are called there. Undefined counts as `pull-request`. */
  changeKind?: ChangeKind;
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
  /** What its description says it belongs with, see `parseDependsOn`. Undefined counts as nothing. */
  dependsOn?: PullRequestRef[];
  /** Nobody has commented on it. Undefined where that is not known. */
  uncommented?: boolean;
  /** ISO 8601. */
  updatedAt: string;
  /** ISO 8601; undefined while open. */
  closedAt: string | undefined;
}

/**
 * A branch of a repository, as its host knows it. Its name is hostile text.
 *
 * @public
 */
export interface Branch {
  repository: Repository;
  name: string;
  headSha: string;
  /** The page for people. */
  url: string;
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
 * Where the deployments of one preview are found.
 *
 * @public
 */
export interface DeploymentPlace {
  /** Finds one again when its id was lost. One word that no text from a pull request is a part of. */
  marker: string;
  environment: string;
  /** The branch that is previewed without a pull request, of which the number is 0. Undefined for pull requests. */
  branch?: string;
}

/**
 * That a commit of a pull request answers somewhere, as the page of the pull request shows it.
 *
 * @public
 */
export interface DeploymentReport extends DeploymentPlace {
  /** As it was returned last time; undefined when there is none yet, or when that was lost. */
  deploymentId: string | undefined;
  /** Nothing was written since the last answer, so that what has an id need not be read before. Undefined counts as false. */
  sure?: boolean;
  /** The commit that answers. */
  sha: string;
  state: 'success' | 'failure' | 'inactive';
  /** Where it answers; undefined where it does not. */
  url: string | undefined;
  /** The page that tells more. */
  logUrl: string | undefined;
  /** At most 140 characters of plain text. */
  description: string;
}

/**
 * What a commit's own status says of its preview.
 *
 * @public
 */
export interface CommitStatusReport {
  /** Its name in the list of a commit's statuses. */
  context: string;
  /** As `DeploymentReport.marker`. */
  marker: string;
  /** Which of the two a host with both is to write; one that has only one kind writes that. */
  as: 'status' | 'check';
  /** As it was returned last time for this commit. */
  statusId: string | undefined;
  /** Nothing was written since the last answer, so that nothing need be read before. Undefined counts as false. */
  sure?: boolean;
  sha: string;
  state: 'pending' | 'success' | 'failure';
  /** Where its name leads. */
  url: string | undefined;
  /** At most 140 characters of plain text. */
  description: string;
}

/**
 * How a build on the code host is begun. Nothing in `inputs` was written by the author of a pull request.
 *
 * @public
 */
export type BuildStart = { inputs: Record<string, string> } & (
  | { kind: 'repository-dispatch'; eventType: string }
  /** `workflow` is a file of the default branch. */
  | { kind: 'workflow-dispatch'; workflow: string }
);

/**
 * A build that was begun, as far as the code host names it. `runId` is what `readRun` takes, `url` is the page for people.
 *
 * @public
 */
export interface StartedBuild {
  runId: string | undefined;
  url: string | undefined;
}

/**
 * What a check or status of a commit says, or a run of a build. `url` is the page for people.
 *
 * @public
 */
export interface CommitCheck {
  state: 'pending' | 'succeeded' | 'failed';
  url: string | undefined;
}

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
  /** Names of changed files; `complete` is false when the host cuts its list (GitHub: 3,000 files, GitLab: 1,000 or as set). */
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
   * author when the id is lost; later doubles are removed. Writes nothing when the text is the same already. `sure`: the text is another
   * one than the last time, and nothing was written since, so that a comment with an id need not be read before. `uncommented`: nobody has
   * commented yet, so that none has to be searched for.
   */
  writeComment(
    ref: PullRequestRef,
    options: {
      marker: string;
      body: string;
      commentId: string | undefined;
      sure?: boolean;
      uncommented?: boolean;
    },
  ): Promise<{ commentId: string; written: boolean }>;
  /**
   * Makes the host show a deployment. Found again by marker, commit and author when its id is lost. Writes nothing when it says the same
   * already, or when it is to be inactive and there is none. Undefined when there is none afterwards.
   */
  writeDeployment(
    ref: PullRequestRef,
    report: DeploymentReport,
  ): Promise<{ deploymentId: string } | undefined>;
  /** Deployments of ours that are not inactive, oldest first: by marker and author where the host keeps both. */
  listDeployments(
    ref: PullRequestRef,
    place: DeploymentPlace,
  ): Promise<{ deploymentId: string; sha: string }[]>;
  /** Makes the status of a commit say so. Writes nothing when it says the same already. `statusId` finds it again, where the host can change it. */
  writeCommitStatus(
    ref: PullRequestRef,
    report: CommitStatusReport,
  ): Promise<{ statusId: string | undefined }>;
  /**
   * Milliseconds until the host takes as many requests as ever, while few are left; undefined while there are enough. Says what answers have
   * told so far, and asks nobody.
   */
  shortOfRequests(repository: RepositoryRef): number | undefined;
  /** Undefined when there is no such comment on that pull request. */
  readComment(
    ref: PullRequestRef,
    commentId: string,
  ): Promise<PullRequestComment | undefined>;
  /**
   * Who set each label that the pull request has now, by label; labels are left out where the host does not tell. Labels that were taken off
   * and set again count as set by whoever did so last.
   */
  readLabelSetters(
    ref: PullRequestRef,
  ): Promise<Record<string, { login: string; bot: boolean }>>;
  /** Whether somebody may write to the repository. Asked of the host every time: rights are not remembered. */
  mayWrite(repository: RepositoryRef, login: string): Promise<boolean>;
  /** Shows the author of a comment, by a sign on it, whether what they asked for is done. Doing it twice shows it once. */
  react(
    ref: PullRequestRef,
    commentId: string,
    reaction: 'accepted' | 'refused',
  ): Promise<void>;
  /**
   * Undefined when a repository that can be read has no branch of just that name; an unreadable repository is a RefusedError. Hosts whose
   * branches are not previewed without a pull request leave it out.
   */
  readBranch?(
    repository: RepositoryRef,
    name: string,
  ): Promise<Branch | undefined>;
  /** Begins a build on the default branch. Hosts that build nothing leave it out. Doing it twice builds twice. */
  startBuild?(repository: Repository, build: BuildStart): Promise<StartedBuild>;
  /** How a build that was begun goes; undefined when there is no such run, or none any more. Hosts that name no runs leave it out. */
  readRun?(
    repository: RepositoryRef,
    runId: string,
  ): Promise<CommitCheck | undefined>;
  /** The newest check or status of that name of a commit; undefined when there is none. Hosts that have none leave it out. */
  readCheck?(
    repository: RepositoryRef,
    sha: string,
    name: string,
  ): Promise<CommitCheck | undefined>;
}
