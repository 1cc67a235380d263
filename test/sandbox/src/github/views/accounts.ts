import { App, appOf } from '../apps';
import { Hub } from '../hub';
import { Schema } from '../published';

/** A number for a name, always the same one. */
export const identify = (text: string): number =>
  1 +
  [...text].reduce(
    (sum, character) => (sum * 31 + character.charCodeAt(0)) % 1_000_003,
    7,
  );

/** Where the stand-in is: `http://localhost:7008`, and its API below that. */
export interface Addresses {
  site: string;
  api: string;
}

const permissions = {
  checks: 'write',
  contents: 'write',
  deployments: 'write',
  issues: 'read',
  metadata: 'read',
  pull_requests: 'write',
  statuses: 'write',
} satisfies Schema<'app-permissions'>;

/** People, organisations, and Apps. */
export class AccountViews {
  readonly #hub: Hub;
  readonly #at: Addresses;

  constructor(options: { hub: Hub; at: Addresses }) {
    this.#hub = options.hub;
    this.#at = options.at;
  }

  user(login: string) {
    const url = `${this.#at.api}/users/${encodeURIComponent(login)}`;
    return {
      login,
      id: identify(login),
      node_id: `U_${identify(login)}`,
      avatar_url: `${this.#at.site}/avatars/${encodeURIComponent(login)}`,
      gravatar_id: '',
      url,
      html_url: `${this.#at.site}/${login}`,
      followers_url: `${url}/followers`,
      following_url: `${url}/following{/other_user}`,
      gists_url: `${url}/gists{/gist_id}`,
      starred_url: `${url}/starred{/owner}{/repo}`,
      subscriptions_url: `${url}/subscriptions`,
      organizations_url: `${url}/orgs`,
      repos_url: `${url}/repos`,
      events_url: `${url}/events{/privacy}`,
      received_events_url: `${url}/received_events`,
      type: this.#typeOf(login),
      site_admin: false,
    } satisfies Schema<'simple-user'>;
  }

  /** What an account says of itself. */
  profile(login: string) {
    return {
      ...this.user(login),
      name: login,
      company: null,
      blog: '',
      location: null,
      email: null,
      hireable: null,
      bio: null,
      public_gists: 0,
      followers: 0,
      following: 0,
      ...this.#sinceAndHowMany(login),
    } satisfies Schema<'public-user'>;
  }

  organization(login: string) {
    const url = `${this.#at.api}/orgs/${login}`;
    const { id, node_id, avatar_url, html_url } = this.user(login);
    return {
      login,
      id,
      node_id,
      avatar_url,
      html_url,
      url,
      repos_url: `${url}/repos`,
      events_url: `${url}/events`,
      hooks_url: `${url}/hooks`,
      issues_url: `${url}/issues`,
      members_url: `${url}/members{/member}`,
      public_members_url: `${url}/public_members{/member}`,
      description: null,
      has_organization_projects: true,
      has_repository_projects: true,
      public_gists: 0,
      followers: 0,
      following: 0,
      type: 'Organization',
      archived_at: null,
      ...this.#sinceAndHowMany(login),
    } satisfies Schema<'organization-full'>;
  }

  isOrganization(login: string): boolean {
    return this.#hub.repositories().some(({ owner }) => owner === login);
  }

  app({ id, slug, name }: App) {
    return {
      id,
      slug,
      node_id: `A_${id}`,
      owner: this.user(slug),
      name,
      description: '',
      external_url: `${this.#at.site}/apps/${slug}`,
      html_url: `${this.#at.site}/apps/${slug}`,
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:00Z',
      permissions,
      events: [],
    } satisfies Schema<'integration'>;
  }

  /** The App that acts by this account, where answers name it. */
  appBehind(login: string) {
    const app = appOf(login);
    return app ? this.app(app) : null;
  }

  #typeOf(login: string): 'User' | 'Bot' | 'Organization' {
    if (login.endsWith('[bot]')) return 'Bot';
    return this.isOrganization(login) ? 'Organization' : 'User';
  }

  #sinceAndHowMany(login: string) {
    const own = this.#hub
      .repositories()
      .filter(({ owner }) => owner === login)
      .map(({ createdAt }) => createdAt)
      .sort();
    const since = own[0] ?? '2026-01-01T00:00:00Z';
    return { public_repos: own.length, created_at: since, updated_at: since };
  }
}
