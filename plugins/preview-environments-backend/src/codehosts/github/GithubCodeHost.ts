import {
  CodeHost,
  PullRequest,
  PullRequestComment,
  PullRequestListing,
  PullRequestRef,
  RefusedError,
  Repository,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { CommandComments } from './CommandComments';
import { GithubClient, GithubClientOptions } from './GithubClient';
import { RepositoryFile, RepositoryFiles } from './RepositoryFiles';
import { changedFileSchema, onHost, pullRequestSchema } from './schemas';
import { CommentText, StickyComment } from './StickyComment';

const purpose = {
  doing: 'read pull requests',
  permission: 'Pull requests: read',
};

/** 10,000 open pull requests; a repository with more is refused rather than read in part. */
const mostListingPages = 100;
/** GitHub names at most 3,000 changed files. */
const mostFilePages = 30;
const mostFiles = 3_000;

/** GitHub and GitHub Enterprise, as configured under `integrations.github`. */
export class GithubCodeHost implements CodeHost {
  readonly #client: GithubClient;
  readonly #files: RepositoryFiles;
  readonly #comment: StickyComment;
  readonly #commands: CommandComments;

  static create(options: GithubClientOptions): GithubCodeHost {
    const client = new GithubClient(options);
    const now = options.now ?? (() => new Date());
    return new GithubCodeHost(client, new RepositoryFiles(client, now));
  }

  private constructor(client: GithubClient, files: RepositoryFiles) {
    this.#client = client;
    this.#files = files;
    this.#comment = new StickyComment(client);
    this.#commands = new CommandComments(client);
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
    if (listing.unchanged) return { kind: 'unchanged' };
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

  async readComment(
    ref: PullRequestRef,
    commentId: string,
  ): Promise<PullRequestComment | undefined> {
    return this.#commands.read(ref, commentId);
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
