import { changedFiles } from '../pulls';
import { Hub } from '../hub';
import { StoredLabelEvent, StoredPull, StoredRepository } from '../model';
import { Schema } from '../published';
import { AccountViews, identify } from './accounts';
import { RepositoryViews } from './repositories';

/** The only colour of labels here. */
const color = 'ededed';

/** Pull requests, the issues that they also are, and their labels. */
export class PullViews {
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

  label(repository: StoredRepository, name: string) {
    return {
      id: identify(name),
      node_id: `L_${identify(name)}`,
      url: `${this.#repositories.url(repository)}/labels/${encodeURIComponent(
        name,
      )}`,
      name,
      color,
      default: false,
      description: '',
    } satisfies Schema<'label'>;
  }

  /** As lists have it. */
  show(repository: StoredRepository, pull: StoredPull) {
    const links = this.#addresses(repository, pull);
    return {
      id: pull.id,
      node_id: `PR_${pull.id}`,
      url: links.self,
      html_url: links.html,
      diff_url: `${links.html}.diff`,
      patch_url: `${links.html}.patch`,
      issue_url: links.issue,
      commits_url: links.commits,
      comments_url: links.comments,
      review_comments_url: links.review_comments,
      review_comment_url: links.review_comment,
      statuses_url: links.statuses,
      number: pull.number,
      state: pull.state,
      locked: pull.locked ?? false,
      title: pull.title,
      user: this.#accounts.user(pull.user),
      body: pull.body || null,
      created_at: pull.createdAt,
      updated_at: pull.updatedAt,
      closed_at: pull.closedAt ?? null,
      merged_at: pull.merged ? pull.closedAt ?? null : null,
      merge_commit_sha: null,
      assignee: null,
      assignees: [],
      requested_reviewers: [],
      requested_teams: [],
      labels: pull.labels.map(name => this.label(repository, name)),
      milestone: null,
      draft: pull.draft,
      author_association: 'CONTRIBUTOR',
      auto_merge: null,
      head: this.#head(repository, pull),
      base: {
        label: `${repository.owner}:${pull.base}`,
        ref: pull.base,
        sha: repository.branches[pull.base] ?? '0'.repeat(40),
        user: this.#accounts.user(repository.owner),
        repo: this.#repositories.show(repository),
      },
      _links: linked(links),
    } satisfies Schema<'pull-request-simple'>;
  }

  /** A single pull request says more than one in a list. */
  full(repository: StoredRepository, pull: StoredPull) {
    const files = changedFiles(this.#hub, repository, pull).length;
    return {
      ...this.show(repository, pull),
      merged: pull.merged,
      merged_by: null,
      mergeable: pull.state === 'open' ? true : null,
      mergeable_state: pull.draft ? 'draft' : 'clean',
      maintainer_can_modify: false,
      comments: this.#comments(repository, pull),
      review_comments: 0,
      commits: 1,
      additions: files,
      deletions: files,
      changed_files: files,
    } satisfies Schema<'pull-request'>;
  }

  /** The pull request as the issue that it also is. */
  issue(repository: StoredRepository, pull: StoredPull) {
    const { self, html, issue } = this.#addresses(repository, pull);
    const { diff_url, patch_url, ...shown } = this.show(repository, pull);
    return {
      id: shown.id,
      node_id: shown.node_id,
      url: issue,
      repository_url: this.#repositories.url(repository),
      labels_url: `${issue}/labels{/name}`,
      comments_url: `${issue}/comments`,
      events_url: `${issue}/events`,
      html_url: html,
      number: shown.number,
      state: shown.state,
      title: shown.title,
      body: shown.body,
      user: shown.user,
      labels: shown.labels,
      assignee: null,
      milestone: null,
      locked: shown.locked,
      comments: this.#comments(repository, pull),
      pull_request: { url: self, html_url: html, diff_url, patch_url },
      closed_at: shown.closed_at,
      created_at: shown.created_at,
      updated_at: shown.updated_at,
      author_association: 'CONTRIBUTOR',
    } satisfies Schema<'issue'>;
  }

  labelEvent(
    repository: StoredRepository,
    { id, event, label: name, user, createdAt }: StoredLabelEvent,
  ) {
    return {
      id,
      node_id: `LE_${id}`,
      url: `${this.#repositories.url(repository)}/issues/events/${id}`,
      event,
      actor: this.#accounts.user(user),
      label: { name, color },
      commit_id: null,
      commit_url: null,
      created_at: createdAt,
      performed_via_github_app: this.#accounts.appBehind(user),
    } satisfies Schema<'labeled-issue-event'>;
  }

  #comments({ comments }: StoredRepository, { number }: StoredPull): number {
    return comments.filter(({ issue }) => issue === number).length;
  }

  #head(repository: StoredRepository, { fork, head, headSha }: StoredPull) {
    const [owner, name] = fork?.split('/') ?? [
      repository.owner,
      repository.name,
    ];
    const id = fork ? identify(fork) : repository.id;
    return {
      label: `${owner}:${head}`,
      ref: head,
      sha: headSha,
      user: this.#accounts.user(owner),
      repo: {
        ...this.#repositories.show({ ...repository, id, owner, name }),
        fork: Boolean(fork),
      },
    };
  }

  #addresses(repository: StoredRepository, { number, headSha }: StoredPull) {
    const url = this.#repositories.url(repository);
    const self = `${url}/pulls/${number}`;
    const issue = `${url}/issues/${number}`;
    return {
      self,
      html: `${this.#repositories.page(repository)}/pull/${number}`,
      issue,
      comments: `${issue}/comments`,
      review_comments: `${self}/comments`,
      review_comment: `${url}/pulls/comments{/number}`,
      commits: `${self}/commits`,
      statuses: `${url}/statuses/${headSha}`,
    };
  }
}

function linked<Name extends string>(addresses: Record<Name, string>) {
  const entries = Object.entries<string>(addresses).map(([name, href]) => [
    name,
    { href },
  ]);
  return Object.fromEntries(entries) as Record<Name, { href: string }>;
}
