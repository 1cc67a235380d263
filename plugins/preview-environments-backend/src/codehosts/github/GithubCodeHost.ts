import { createHash } from 'node:crypto';
import {
  Branch,
  BuildStart,
  CodeHost,
  CommitCheck,
  CommitStatusReport,
  DeploymentPlace,
  DeploymentReport,
  PullRequest,
  PullRequestComment,
  PullRequestListing,
  PullRequestRef,
  RefusedError,
  Repository,
  RepositoryRef,
  StartedBuild,
} from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { RememberedFiles, RepositoryFile } from '../RememberedFiles';
import { Quota } from '../requests';
import { Builds } from './Builds';
import { CommandComments } from './CommandComments';
import { CommitStatuses } from './CommitStatuses';
import { Deployments } from './Deployments';
import { GithubClient, GithubClientOptions } from './GithubClient';
import { Ourselves } from './Ourselves';
import { LabelEvents } from './LabelEvents';
import { RepositoryFiles } from './RepositoryFiles';
import {
  AnsweredPullRequest,
  branchSchema,
  changedFileSchema,
  onHost,
  pullRequestSchema,
} from './schemas';
import { CommentText, StickyComment } from './StickyComment';

const purpose = {
  doing: 'read pull requests',
  permission: 'Pull requests: read',
};

const branchPurpose = { doing: 'read branches', permission: 'Contents: read' };

/** 10,000 open pull requests; a repository with more is refused rather than read in part. */
const mostListingPages = 100;
/** GitHub names at most 3,000 changed files. */
const mostFilePages = 30;
const mostFiles = 3_000;

/** GitHub and GitHub Enterprise, as configured under `integrations.github`. */
export class GithubCodeHost implements CodeHost {
  readonly #client: GithubClient;
  readonly #files: RememberedFiles;
  /** What was listed last, by repository. */
  readonly #listings = new LRUCache<string, string>({ max: 10_000 });
  readonly #comment: StickyComment;
  readonly #deployments: Deployments;
  readonly #statuses: CommitStatuses;
  readonly #commands: CommandComments;
  readonly #labels: LabelEvents;
  readonly #builds: Builds;

  static create(options: GithubClientOptions): GithubCodeHost {
    const client = new GithubClient(options);
    const now = options.now ?? (() => new Date());
    const files = new RepositoryFiles(client);
    const read: RepositoryFiles['read'] = (repository, path) =>
      files.read(repository, path);
    return new GithubCodeHost(client, new RememberedFiles(read, now));
  }

  private constructor(client: GithubClient, files: RememberedFiles) {
    this.#client = client;
    this.#files = files;
    const ourselves = new Ourselves(client);
    this.#comment = new StickyComment(client, ourselves);
    this.#deployments = new Deployments(client, ourselves);
    this.#statuses = new CommitStatuses(client, ourselves);
    this.#commands = new CommandComments(client);
    this.#labels = new LabelEvents(client);
    this.#builds = new Builds(client);
  }

  serves(host: string): boolean {
    return this.#client.connections.serves(host);
  }

  async readRepository(repository: RepositoryRef): Promise<Repository> {
    return this.#client.readRepository(repository);
  }

  async readPullRequest({
    repository,
    number,
  }: PullRequestRef): Promise<PullRequest | undefined> {
    const reading = await this.#client.read(
      {
        repository,
        route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
        parameters: { pull_number: number },
        purpose,
      },
      pullRequestSchema,
    );
    if (reading) return onHost(repository.host, reading.value);
    // A pull request is only known to be absent from a repository that can be read.
    await this.#client.readRepository(repository);
    return undefined;
  }

  async readBranch(
    repository: RepositoryRef,
    name: string,
  ): Promise<Branch | undefined> {
    const known = await this.#client.readRepository(repository);
    const reading = await this.#client.read(
      {
        repository,
        route: 'GET /repos/{owner}/{repo}/branches/{branch}',
        parameters: { branch: name },
        purpose: branchPurpose,
      },
      branchSchema,
    );
    // GitHub answers by a branch's new name after it was renamed.
    return reading?.value.name === name
      ? {
          repository: known,
          name,
          headSha: reading.value.commit.sha,
          url: reading.value._links?.html ?? branchPage(known, name),
        }
      : undefined;
  }

  async listOpenPullRequests(
    repository: RepositoryRef,
  ): Promise<PullRequestListing> {
    const listing = await this.#client.readAll(
      {
        repository,
        route: 'GET /repos/{owner}/{repo}/pulls',
        // Oldest first: a new one changes the last page only.
        parameters: { state: 'open', sort: 'created', direction: 'asc' },
        purpose,
      },
      pullRequestSchema,
      mostListingPages,
    );
    if (!listing) throw await this.#unreadable(repository);
    if (!listing.complete) {
      throw new RefusedError(
        `${repository.owner}/${
          repository.name
        } has more open pull requests than are listed (${
          mostListingPages * 100
        }); close old ones`,
      );
    }
    const [first] = listing.value;
    if (first?.lastPush)
      this.#files.heardOfLastPush(repository, first.lastPush);
    if (this.#isKnown(repository, listing.value)) return { kind: 'unchanged' };
    // One that was opened or closed during the listing moves the others, so that one may be on two pages.
    const byNumber = new Map(
      listing.value.map(answered => [answered.number, answered]),
    );
    return {
      kind: 'complete',
      pullRequests: [...byNumber.values()].map(answered =>
        onHost(repository.host, answered),
      ),
    };
  }

  /** Whether this process has answered with just that last: what GitHub calls unchanged another replica may have read. */
  #isKnown(repository: RepositoryRef, listing: AnsweredPullRequest[]): boolean {
    const key = `${repository.host}/${repository.owner}/${repository.name}`;
    const content = createHash('sha256')
      .update(JSON.stringify(listing))
      .digest('hex');
    const isKnown = this.#listings.get(key) === content;
    this.#listings.set(key, content);
    return isKnown;
  }

  async listChangedFiles({
    repository,
    number,
  }: PullRequestRef): Promise<{ files: string[]; complete: boolean }> {
    const listing = await this.#client.readAll(
      {
        repository,
        route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
        parameters: { pull_number: number },
        purpose,
      },
      changedFileSchema,
      mostFilePages,
    );
    if (!listing) throw await this.#unreadable(repository, `#${number}`);
    return {
      files: [...new Set(listing.value.flat())],
      complete: listing.complete && listing.value.length < mostFiles,
    };
  }

  async readFile(
    repository: RepositoryRef,
    path: string,
  ): Promise<RepositoryFile | undefined> {
    return this.#files.read(repository, path);
  }

  forgetFiles(repository: RepositoryRef): void {
    this.#files.forget(repository);
  }

  async writeComment(
    ref: PullRequestRef,
    text: CommentText,
  ): Promise<{ commentId: string; written: boolean }> {
    return this.#comment.write(ref, text);
  }

  async writeDeployment(
    ref: PullRequestRef,
    report: DeploymentReport,
  ): Promise<{ deploymentId: string } | undefined> {
    return this.#deployments.write(ref, report);
  }

  async listDeployments(
    ref: PullRequestRef,
    place: DeploymentPlace,
  ): Promise<{ deploymentId: string; sha: string }[]> {
    return this.#deployments.list(ref, place);
  }

  async writeCommitStatus(
    ref: PullRequestRef,
    report: CommitStatusReport,
  ): Promise<{ statusId: string | undefined }> {
    return this.#statuses.write(ref, report);
  }

  shortOfRequests(repository: RepositoryRef): number | undefined {
    return this.#client.budget.shortFor(repository);
  }

  /** What is known of the requests that this process makes, by account. */
  quotas(): Quota[] {
    return this.#client.budget.quotas();
  }

  async readComment(
    ref: PullRequestRef,
    commentId: string,
  ): Promise<PullRequestComment | undefined> {
    return this.#commands.read(ref, commentId);
  }

  async readLabelSetters(
    ref: PullRequestRef,
  ): Promise<Record<string, { login: string; bot: boolean }>> {
    return this.#labels.readSetters(ref);
  }

  async mayWrite(repository: RepositoryRef, login: string): Promise<boolean> {
    return this.#commands.mayWrite(repository, login);
  }

  async react(
    ref: PullRequestRef,
    commentId: string,
    reaction: 'accepted' | 'refused',
  ): Promise<void> {
    await this.#commands.react(ref, commentId, reaction);
  }

  async startBuild(
    repository: Repository,
    build: BuildStart,
  ): Promise<StartedBuild> {
    return this.#builds.start(repository, build);
  }

  async readRun(
    repository: RepositoryRef,
    runId: string,
  ): Promise<CommitCheck | undefined> {
    return this.#builds.readRun(repository, runId);
  }

  async readCheck(
    repository: RepositoryRef,
    sha: string,
    name: string,
  ): Promise<CommitCheck | undefined> {
    return this.#builds.readCheck(repository, sha, name);
  }

  async #unreadable(
    repository: RepositoryRef,
    pull = '',
  ): Promise<RefusedError> {
    const { host, owner, name } = await this.#client.readRepository(repository);
    return new RefusedError(
      `${owner}/${name}${pull}: ${host} does not show us the pull requests asked for: they are not there, or the GitHub App or token of integrations.github lacks the permission "${purpose.permission}"`,
    );
  }
}

function branchPage({ host, owner, name }: RepositoryRef, branch: string) {
  const path = branch.split('/').map(encodeURIComponent).join('/');
  return `https://${host}/${owner}/${name}/tree/${path}`;
}
