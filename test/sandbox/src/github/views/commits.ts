import { Commit, Person, Tree } from '../gitObjects';
import { Hub } from '../hub';
import { StoredPull, StoredRepository } from '../model';
import { Schema } from '../published';
import { AccountViews } from './accounts';
import { RepositoryViews } from './repositories';

const unsigned = {
  verified: false,
  reason: 'unsigned',
  signature: null,
  payload: null,
  verified_at: null,
};

/** What git keeps: commits, trees, branches and files. */
export class CommitViews {
  readonly #hub: Hub;
  readonly #accounts: AccountViews;
  readonly #repositories: RepositoryViews;

  constructor(options: {
    hub: Hub;
    accounts: AccountViews;
    repositories: RepositoryViews;
  }) {
    this.#hub = options.hub;
    this.#accounts = options.accounts;
    this.#repositories = options.repositories;
  }

  /** A commit as the git database has it. */
  inGit(
    repository: StoredRepository,
    { sha, tree, parents, message, author, committer }: Commit,
  ) {
    const url = `${this.#repositories.url(repository)}/git`;
    const page = this.#repositories.page(repository);
    return {
      sha,
      node_id: `C_${sha}`,
      url: `${url}/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
      author,
      committer,
      message,
      tree: { sha: tree, url: `${url}/trees/${tree}` },
      parents: parents.map(parent => ({
        sha: parent,
        url: `${url}/commits/${parent}`,
        html_url: `${page}/commit/${parent}`,
      })),
      verification: unsigned,
    } satisfies Schema<'git-commit'>;
  }

  /** A commit as the list of a repository's commits has it. */
  show(repository: StoredRepository, commit: Commit) {
    const url = `${this.#repositories.url(repository)}/commits`;
    const page = `${this.#repositories.page(repository)}/commit`;
    const { author, committer, message, tree, verification, ...git } =
      this.inGit(repository, commit);
    const known = ({ name }: Person) => this.#accounts.user(name);
    return {
      sha: commit.sha,
      node_id: git.node_id,
      commit: {
        author,
        committer,
        message,
        tree,
        verification,
        url: git.url,
        comment_count: 0,
      },
      url: `${url}/${commit.sha}`,
      html_url: git.html_url,
      comments_url: `${url}/${commit.sha}/comments`,
      author: known(commit.author),
      committer: known(commit.committer),
      parents: commit.parents.map(parent => ({
        sha: parent,
        url: `${url}/${parent}`,
        html_url: `${page}/${parent}`,
      })),
    } satisfies Schema<'commit'>;
  }

  branch(repository: StoredRepository, name: string, commit: Commit) {
    const self = `${this.#repositories.url(repository)}/branches/${name}`;
    return {
      name,
      commit: this.show(repository, commit),
      _links: {
        self,
        html: `${this.#repositories.page(repository)}/tree/${name}`,
      },
      protected: false,
      protection: {},
      protection_url: `${self}/protection`,
    } satisfies Schema<'branch-with-protection'>;
  }

  ref(repository: StoredRepository, branch: string, sha: string) {
    const url = `${this.#repositories.url(repository)}/git`;
    return {
      ref: `refs/heads/${branch}`,
      node_id: `REF_${branch}`,
      url: `${url}/refs/heads/${branch}`,
      object: { sha, type: 'commit', url: `${url}/commits/${sha}` },
    } satisfies Schema<'git-ref'>;
  }

  tree(repository: StoredRepository, sha: string, tree: Tree) {
    const url = `${this.#repositories.url(repository)}/git`;
    return {
      sha,
      url: `${url}/trees/${sha}`,
      truncated: false,
      tree: Object.entries(tree).map(([path, entry]) => ({
        path,
        mode: entry.mode,
        type: 'blob',
        sha: entry.sha,
        size: this.#hub.objects.blob(entry.sha)?.length ?? 0,
        url: `${url}/blobs/${entry.sha}`,
      })),
    } satisfies Schema<'git-tree'>;
  }

  /** A file that a pull request changes. Lines are not counted. */
  change(repository: StoredRepository, pull: StoredPull, filename: string) {
    const page = this.#repositories.page(repository);
    const url = this.#repositories.url(repository);
    return {
      sha:
        this.#hub.objects.treeOf(pull.headSha)[filename]?.sha ?? pull.headSha,
      filename,
      status: 'modified',
      additions: 1,
      deletions: 1,
      changes: 2,
      blob_url: `${page}/blob/${pull.headSha}/${filename}`,
      raw_url: `${page}/raw/${pull.headSha}/${filename}`,
      contents_url: `${url}/contents/${filename}?ref=${pull.headSha}`,
    } satisfies Schema<'diff-entry'>;
  }

  /** A file or a folder, without what it holds. */
  entry(
    repository: StoredRepository,
    { type, path, sha }: { type: 'file' | 'dir'; path: string; sha: string },
  ) {
    const url = this.#repositories.url(repository);
    const page = this.#repositories.page(repository);
    const isFile = type === 'file';
    const self = `${url}/contents/${path}`;
    const html = `${page}/${isFile ? 'blob' : 'tree'}/HEAD/${path}`;
    const git = `${url}/git/${isFile ? 'blobs' : 'trees'}/${sha}`;
    return {
      type,
      name: path.split('/').pop() ?? path,
      path,
      sha,
      size: this.#hub.objects.blob(sha)?.length ?? 0,
      url: self,
      html_url: html,
      git_url: git,
      download_url: isFile ? `${page}/raw/HEAD/${path}` : null,
      _links: { self, html, git },
    } satisfies Schema<'content-directory'>[number];
  }
}
