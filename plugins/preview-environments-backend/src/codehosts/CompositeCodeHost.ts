import {
  BuildStart,
  CodeHost,
  DeploymentPlace,
  PullRequestRef,
  RefusedError,
  Repository,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';

/** Hands every question to the first code host that serves the repository's host. */
export class CompositeCodeHost implements CodeHost {
  readonly #codeHosts: CodeHost[];

  constructor(codeHosts: CodeHost[]) {
    this.#codeHosts = codeHosts;
  }

  serves(host: string) {
    return this.#codeHosts.some(codeHost => codeHost.serves(host));
  }

  async readRepository(repository: RepositoryRef) {
    return this.#of(repository).readRepository(repository);
  }

  async readPullRequest(ref: PullRequestRef) {
    return this.#of(ref.repository).readPullRequest(ref);
  }

  async listOpenPullRequests(repository: RepositoryRef) {
    return this.#of(repository).listOpenPullRequests(repository);
  }

  async listChangedFiles(ref: PullRequestRef) {
    return this.#of(ref.repository).listChangedFiles(ref);
  }

  async readFile(repository: RepositoryRef, path: string) {
    return this.#of(repository).readFile(repository, path);
  }

  forgetFiles(repository: RepositoryRef) {
    this.#of(repository).forgetFiles(repository);
  }

  async writeComment(
    ref: PullRequestRef,
    text: Parameters<CodeHost['writeComment']>[1],
  ) {
    return this.#of(ref.repository).writeComment(ref, text);
  }

  async writeDeployment(
    ref: PullRequestRef,
    report: Parameters<CodeHost['writeDeployment']>[1],
  ) {
    return this.#of(ref.repository).writeDeployment(ref, report);
  }

  async listDeployments(ref: PullRequestRef, place: DeploymentPlace) {
    return this.#of(ref.repository).listDeployments(ref, place);
  }

  async writeCommitStatus(
    ref: PullRequestRef,
    report: Parameters<CodeHost['writeCommitStatus']>[1],
  ) {
    return this.#of(ref.repository).writeCommitStatus(ref, report);
  }

  shortOfRequests(repository: RepositoryRef) {
    return this.#of(repository).shortOfRequests(repository);
  }

  async readComment(ref: PullRequestRef, commentId: string) {
    return this.#of(ref.repository).readComment(ref, commentId);
  }

  async readLabelSetters(ref: PullRequestRef) {
    return this.#of(ref.repository).readLabelSetters(ref);
  }

  async mayWrite(repository: RepositoryRef, login: string) {
    return this.#of(repository).mayWrite(repository, login);
  }

  async react(
    ref: PullRequestRef,
    commentId: string,
    reaction: Parameters<CodeHost['react']>[2],
  ) {
    await this.#of(ref.repository).react(ref, commentId, reaction);
  }

  async startBuild(repository: Repository, build: BuildStart) {
    const codeHost = this.#of(repository);
    if (!codeHost.startBuild)
      throw new RefusedError(
        `${repository.host} starts no builds: leave ${build.kind} out of spec.images[].build`,
      );
    return codeHost.startBuild(repository, build);
  }

  async readBranch(repository: RepositoryRef, name: string) {
    const codeHost = this.#of(repository);
    if (!codeHost.readBranch)
      throw new RefusedError(
        `Branches of ${repository.host} have no previews without a pull request.`,
      );
    return codeHost.readBranch(repository, name);
  }

  async readRun(repository: RepositoryRef, runId: string) {
    return this.#of(repository).readRun?.(repository, runId);
  }

  async readCheck(repository: RepositoryRef, sha: string, name: string) {
    return this.#of(repository).readCheck?.(repository, sha, name);
  }

  #of({ host }: RepositoryRef): CodeHost {
    const codeHost = this.#codeHosts.find(candidate => candidate.serves(host));
    if (codeHost) return codeHost;
    throw new RefusedError(
      `${host} is not served by a code host: add it under integrations.github or integrations.gitlab, or install the module for it`,
    );
  }
}
