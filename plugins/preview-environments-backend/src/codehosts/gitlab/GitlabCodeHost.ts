import {
  Branch,
  CodeHost,
  CommitCheck,
  CommitStatusReport,
  DeploymentPlace,
  DeploymentReport,
  PullRequest,
  PullRequestComment,
  PullRequestListing,
  PullRequestRef,
  Repository,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { RememberedFiles, RepositoryFile } from '../RememberedFiles';
import { Quota } from '../requests';
import { Branches } from './Branches';
import { ChangedFiles } from './ChangedFiles';
import { CommandNotes } from './CommandNotes';
import { CommitStatuses } from './CommitStatuses';
import { Deployments } from './Deployments';
import { GitlabClient, GitlabClientOptions } from './GitlabClient';
import { LabelEvents } from './LabelEvents';
import { Members } from './Members';
import { MergeRequests } from './MergeRequests';
import { Projects, repositoryOf } from './Projects';
import { RepositoryFiles } from './RepositoryFiles';
import { NoteText, StickyNote } from './StickyNote';
import { Users } from './Users';

/**
 * GitLab, as configured under `integrations.gitlab`. A merge request is a pull request, its number the one that people see (`!42`), and
 * `acme/shop/web` is the repository `web` of the owner `acme/shop`. Builds are not begun by us: GitLab's own CI begins them.
 */
export class GitlabCodeHost implements CodeHost {
  readonly #client: GitlabClient;
  readonly #projects: Projects;
  readonly #mergeRequests: MergeRequests;
  readonly #branches: Branches;
  readonly #changedFiles: ChangedFiles;
  readonly #files: RememberedFiles;
  readonly #note: StickyNote;
  readonly #deployments: Deployments;
  readonly #statuses: CommitStatuses;
  readonly #commands: CommandNotes;
  readonly #labels: LabelEvents;
  readonly #members: Members;

  static create(options: GitlabClientOptions): GitlabCodeHost {
    const now = options.now ?? (() => new Date());
    return new GitlabCodeHost(new GitlabClient(options), now);
  }

  private constructor(client: GitlabClient, now: () => Date) {
    const users = new Users(client);
    const projects = new Projects(client, now);
    const mergeRequests = new MergeRequests(client, projects, users);
    const branches = new Branches(client, projects);
    const files = new RepositoryFiles(client, projects, branches);
    this.#client = client;
    this.#projects = projects;
    this.#mergeRequests = mergeRequests;
    this.#branches = branches;
    this.#changedFiles = new ChangedFiles(client, mergeRequests);
    this.#files = new RememberedFiles(
      (repository, path) => files.read(repository, path),
      now,
    );
    this.#note = new StickyNote(client, projects, users);
    this.#deployments = new Deployments(client, {
      projects,
      users,
      mergeRequests,
    });
    this.#statuses = new CommitStatuses(client, projects);
    this.#commands = new CommandNotes(client, projects, users);
    this.#labels = new LabelEvents(client, projects, users);
    this.#members = new Members(client, projects, users);
  }

  serves(host: string): boolean {
    return this.#client.connections.serves(host);
  }

  async readRepository(repository: RepositoryRef): Promise<Repository> {
    return repositoryOf(await this.#projects.read(repository));
  }

  async readPullRequest(ref: PullRequestRef): Promise<PullRequest | undefined> {
    return this.#mergeRequests.read(ref);
  }

  async readBranch(
    repository: RepositoryRef,
    name: string,
  ): Promise<Branch | undefined> {
    return this.#branches.read(repository, name);
  }

  async listOpenPullRequests(
    repository: RepositoryRef,
  ): Promise<PullRequestListing> {
    return this.#mergeRequests.list(repository);
  }

  async listChangedFiles(
    ref: PullRequestRef,
  ): Promise<{ files: string[]; complete: boolean }> {
    return this.#changedFiles.list(ref);
  }

  async readFile(
    repository: RepositoryRef,
    path: string,
  ): Promise<RepositoryFile | undefined> {
    return this.#files.read(repository, path);
  }

  forgetFiles(repository: RepositoryRef): void {
    this.#files.forget(repository);
    this.#projects.forget(repository);
  }

  async writeComment(
    ref: PullRequestRef,
    text: NoteText,
  ): Promise<{ commentId: string; written: boolean }> {
    return this.#note.write(ref, text);
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
    return this.#members.mayWrite(repository, login);
  }

  async react(
    ref: PullRequestRef,
    commentId: string,
    reaction: 'accepted' | 'refused',
  ): Promise<void> {
    await this.#commands.react(ref, commentId, reaction);
  }

  async readCheck(
    repository: RepositoryRef,
    sha: string,
    name: string,
  ): Promise<CommitCheck | undefined> {
    return this.#statuses.readCheck(repository, sha, name);
  }
}
