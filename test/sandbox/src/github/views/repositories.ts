import { Permission, StoredRepository } from '../model';
import { Schema } from '../published';
import { AccountViews, Addresses } from './accounts';

/** Below a repository's own address, as GitHub's answers spell them. */
const below = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
};

const nobodyCounts = {
  forks: 0,
  forks_count: 0,
  stargazers_count: 0,
  watchers: 0,
  watchers_count: 0,
  size: 0,
};

const offers = {
  has_downloads: true,
  has_issues: true,
  has_pages: false,
  has_projects: true,
  has_wiki: true,
};

/** Repositories. */
export class RepositoryViews {
  readonly #accounts: AccountViews;
  readonly #at: Addresses;
  /** By the repository's address: a list of pull requests has each twice. */
  readonly #below = new Map<string, typeof below>();

  constructor(options: { accounts: AccountViews; at: Addresses }) {
    this.#accounts = options.accounts;
    this.#at = options.at;
  }

  /** `http://localhost:7008/api/v3/repos/acme/web` */
  url({ owner, name }: Pick<StoredRepository, 'owner' | 'name'>): string {
    return `${this.#at.api}/repos/${owner}/${name}`;
  }

  /** `http://localhost:7008/acme/web` */
  page({ owner, name }: Pick<StoredRepository, 'owner' | 'name'>): string {
    return `${this.#at.site}/${owner}/${name}`;
  }

  /** As lists and webhooks have it. `access` is what the caller may do; it is left out of webhooks and of answers to nobody. */
  show(repository: StoredRepository, access?: Permission) {
    const url = this.url(repository);
    const page = this.page(repository);
    const open = repository.pulls.filter(({ state }) => state === 'open');
    return {
      id: repository.id,
      node_id: `R_${repository.id}`,
      name: repository.name,
      full_name: `${repository.owner}/${repository.name}`,
      private: repository.private,
      owner: this.#accounts.user(repository.owner),
      html_url: page,
      description: repository.description,
      fork: false,
      url,
      ...this.#addressesBelow(url),
      clone_url: `${page}.git`,
      git_url: `${page}.git`,
      ssh_url: `${page}.git`,
      svn_url: page,
      mirror_url: null,
      homepage: null,
      language: null,
      license: null,
      created_at: repository.createdAt,
      updated_at: repository.updatedAt,
      pushed_at: repository.updatedAt,
      archived: repository.archived,
      disabled: false,
      visibility: repository.private ? 'private' : 'public',
      default_branch: repository.defaultBranch,
      open_issues: open.length,
      open_issues_count: open.length,
      ...nobodyCounts,
      ...offers,
      ...(access && { permissions: permissionsOf(access) }),
    } satisfies Schema<'repository'> & Schema<'minimal-repository'>;
  }

  /** A single repository says more than one in a list. */
  full(repository: StoredRepository, access?: Permission) {
    return {
      ...this.show(repository, access),
      has_discussions: false,
      network_count: 0,
      subscribers_count: 0,
    } satisfies Schema<'full-repository'>;
  }

  #addressesBelow(url: string): typeof below {
    const known = this.#below.get(url);
    if (known) return known;
    const entries = Object.entries(below).map(([field, rest]) => [
      field,
      url + rest,
    ]);
    const made = Object.fromEntries(entries) as typeof below;
    this.#below.set(url, made);
    return made;
  }
}

function permissionsOf(access: Permission) {
  return {
    admin: access === 'admin',
    push: access === 'admin' || access === 'write',
    pull: access !== 'none',
  };
}
