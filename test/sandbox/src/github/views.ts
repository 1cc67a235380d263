import { changedFiles } from './pulls';
import { Commit, Person } from './gitObjects';
import { Hub } from './hub';
import {
  Permission,
  StoredComment,
  StoredPull,
  StoredReaction,
  StoredRepository,
  User,
} from './model';

const identify = (text: string): number =>
  1 +
  [...text].reduce(
    (sum, character) => (sum * 31 + character.charCodeAt(0)) % 1_000_003,
    7,
  );

/** The JSON of GitHub's REST API and webhooks, as far as clients read it. */
export class Views {
  readonly #hub: Hub;
  /** `http://localhost:7008` */
  readonly site: string;
  /** `http://localhost:7008/api/v3` */
  readonly api: string;

  constructor(options: { hub: Hub; site: string }) {
    this.#hub = options.hub;
    this.site = options.site;
    this.api = `${options.site}/api/v3`;
  }

  user(login: string): User & Record<string, unknown> {
    const organization = this.#hub
      .repositories()
      .some(({ owner }) => owner === login);
    let type: User['type'] = 'User';
    if (login.endsWith('[bot]')) type = 'Bot';
    else if (organization) type = 'Organization';
    return {
      login,
      id: identify(login),
      node_id: `U_${identify(login)}`,
      avatar_url: `${this.site}/avatars/${encodeURIComponent(login)}`,
      url: `${this.api}/users/${encodeURIComponent(login)}`,
      html_url: `${this.site}/${login}`,
      type,
      site_admin: false,
    };
  }

  /** `access` is what the caller may do; it is left out of webhooks and of answers to nobody. */
  repository(
    repository: StoredRepository,
    access?: Permission,
  ): Record<string, unknown> {
    const fullName = `${repository.owner}/${repository.name}`;
    const url = `${this.api}/repos/${fullName}`;
    return {
      id: repository.id,
      node_id: `R_${repository.id}`,
      name: repository.name,
      full_name: fullName,
      private: repository.private,
      owner: this.user(repository.owner),
      html_url: `${this.site}/${fullName}`,
      description: repository.description,
      fork: false,
      url,
      archive_url: `${url}/{archive_format}{/ref}`,
      branches_url: `${url}/branches{/branch}`,
      trees_url: `${url}/git/trees{/sha}`,
      contents_url: `${url}/contents/{+path}`,
      pulls_url: `${url}/pulls{/number}`,
      clone_url: `${this.site}/${fullName}.git`,
      created_at: repository.createdAt,
      updated_at: repository.updatedAt,
      pushed_at: repository.updatedAt,
      archived: repository.archived,
      disabled: false,
      visibility: repository.private ? 'private' : 'public',
      default_branch: repository.defaultBranch,
      open_issues_count: repository.pulls.filter(
        ({ state }) => state === 'open',
      ).length,
      ...(access
        ? {
            permissions: {
              admin: access === 'admin',
              push: access === 'admin' || access === 'write',
              pull: access !== 'none',
            },
          }
        : {}),
    };
  }

  label(name: string): Record<string, unknown> {
    return {
      id: identify(name),
      name,
      color: 'ededed',
      default: false,
      description: null,
    };
  }

  pull(
    repository: StoredRepository,
    pull: StoredPull,
  ): Record<string, unknown> {
    const fullName = `${repository.owner}/${repository.name}`;
    const url = `${this.api}/repos/${fullName}/pulls/${pull.number}`;
    const issue = `${this.api}/repos/${fullName}/issues/${pull.number}`;
    const headOwner = pull.fork?.split('/')[0] ?? repository.owner;
    return {
      id: pull.id,
      node_id: `PR_${pull.id}`,
      url,
      html_url: `${this.site}/${fullName}/pull/${pull.number}`,
      issue_url: issue,
      comments_url: `${issue}/comments`,
      number: pull.number,
      state: pull.state,
      locked: false,
      title: pull.title,
      user: this.user(pull.user),
      body: pull.body || null,
      created_at: pull.createdAt,
      updated_at: pull.updatedAt,
      closed_at: pull.closedAt ?? null,
      merged_at: pull.merged ? pull.closedAt ?? null : null,
      merged: pull.merged,
      merge_commit_sha: null,
      assignee: null,
      assignees: [],
      requested_reviewers: [],
      requested_teams: [],
      labels: pull.labels.map(name => this.label(name)),
      milestone: null,
      draft: pull.draft,
      author_association: 'CONTRIBUTOR',
      head: {
        label: `${headOwner}:${pull.head}`,
        ref: pull.head,
        sha: pull.headSha,
        user: this.user(headOwner),
        repo: this.#headRepository(repository, pull),
      },
      base: {
        label: `${repository.owner}:${pull.base}`,
        ref: pull.base,
        sha: repository.branches[pull.base] ?? '0'.repeat(40),
        user: this.user(repository.owner),
        repo: this.repository(repository),
      },
      _links: {
        self: { href: url },
        html: { href: `${this.site}/${fullName}/pull/${pull.number}` },
        comments: { href: `${issue}/comments` },
      },
    };
  }

  /** A single pull request says more than one in a list. */
  fullPull(
    repository: StoredRepository,
    pull: StoredPull,
  ): Record<string, unknown> {
    const comments = repository.comments.filter(
      ({ issue }) => issue === pull.number,
    ).length;
    return {
      ...this.pull(repository, pull),
      mergeable: pull.state === 'open' ? true : null,
      mergeable_state: pull.draft ? 'draft' : 'clean',
      comments,
      review_comments: 0,
      commits: 1,
      changed_files: changedFiles(this.#hub, repository, pull).length,
    };
  }

  comment(
    repository: StoredRepository,
    comment: StoredComment,
  ): Record<string, unknown> {
    const fullName = `${repository.owner}/${repository.name}`;
    return {
      id: comment.id,
      node_id: `IC_${comment.id}`,
      url: `${this.api}/repos/${fullName}/issues/comments/${comment.id}`,
      html_url: `${this.site}/${fullName}/pull/${comment.issue}#issuecomment-${comment.id}`,
      issue_url: `${this.api}/repos/${fullName}/issues/${comment.issue}`,
      user: this.user(comment.user),
      created_at: comment.createdAt,
      updated_at: comment.updatedAt,
      author_association: 'MEMBER',
      body: comment.body,
    };
  }

  reaction({
    id,
    user,
    content,
    createdAt,
  }: StoredReaction): Record<string, unknown> {
    return { id, user: this.user(user), content, created_at: createdAt };
  }

  /** A commit as the git database has it. */
  gitCommit(
    repository: StoredRepository,
    { sha, tree, parents, message, author, committer }: Commit,
  ): Record<string, unknown> {
    const url = `${this.api}/repos/${repository.owner}/${repository.name}/git`;
    return {
      sha,
      node_id: `C_${sha}`,
      url: `${url}/commits/${sha}`,
      author,
      committer,
      message,
      tree: { sha: tree, url: `${url}/trees/${tree}` },
      parents: parents.map(parent => ({
        sha: parent,
        url: `${url}/commits/${parent}`,
      })),
      verification: {
        verified: false,
        reason: 'unsigned',
        signature: null,
        payload: null,
      },
    };
  }

  /** A commit as the list of a repository's commits has it. */
  commit(
    repository: StoredRepository,
    commit: Commit,
  ): Record<string, unknown> {
    const fullName = `${repository.owner}/${repository.name}`;
    const { sha, url, ...git } = this.gitCommit(repository, commit);
    const known = ({ name }: Person): unknown => this.user(name);
    return {
      sha: commit.sha,
      node_id: `C_${commit.sha}`,
      commit: { ...git, url },
      url: `${this.api}/repos/${fullName}/commits/${commit.sha}`,
      html_url: `${this.site}/${fullName}/commit/${commit.sha}`,
      author: known(commit.author),
      committer: known(commit.committer),
      parents: commit.parents.map(parent => ({
        sha: parent,
        url: `${this.api}/repos/${fullName}/commits/${parent}`,
      })),
    };
  }

  #headRepository(
    repository: StoredRepository,
    { fork }: StoredPull,
  ): Record<string, unknown> {
    if (!fork) return this.repository(repository);
    const [owner, name] = fork.split('/');
    return {
      ...this.repository({ ...repository, id: identify(fork), owner, name }),
      fork: true,
    };
  }
}
