import { randomBytes } from 'node:crypto';
import { Exchange } from '../../http';
import { apps } from '../apps';
import { Schema } from '../published';
import { ApiContext, GitHubError, notFound } from './context';
import { Routes } from './routes';

/** Milliseconds that the token of an installation is good for, as at GitHub. */
const tokenLife = 60 * 60_000;

/** An App signs in by a JSON Web Token that names it. Whether the signature is its own is not looked at. */
function requireApp({ headers }: Exchange): void {
  const [, claims] =
    /^bearer [\w-]+\.([\w-]+)\.[\w-]+$/i.exec(headers.authorization ?? '') ??
    [];
  const { iss } = claims
    ? JSON.parse(Buffer.from(claims, 'base64url').toString())
    : { iss: undefined };
  if (String(iss) !== String(apps.platform.id))
    throw new GitHubError(401, 'A JSON web token could not be decoded');
}

function installationOf({ hub, views }: ApiContext, owner: string) {
  const account = { ...views.accounts.profile(owner), slug: owner };
  const url = `${views.at.api}/app/installations/${account.id}`;
  const app = views.accounts.app(apps.platform);
  const suspended = hub.suspended.has(owner);
  return {
    // One for each owner: the App is installed on all of its repositories.
    id: account.id,
    account: { ...account, description: null, website_url: null },
    repository_selection: 'all',
    access_tokens_url: `${url}/access_tokens`,
    repositories_url: `${views.at.api}/installation/repositories`,
    html_url: `${views.at.site}/settings/installations/${account.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: app.permissions,
    events: [],
    created_at: app.created_at,
    updated_at: app.updated_at,
    single_file_name: null,
    suspended_by: suspended ? views.accounts.user(owner) : null,
    suspended_at: suspended ? app.updated_at : null,
  } satisfies Schema<'installation'>;
}

/** How Apps sign in: a token for the repositories of one owner, for an hour. */
export const installationRoutes: Routes = context => {
  const { hub } = context;
  const installations = () =>
    [...new Set(hub.repositories().map(({ owner }) => owner))].map(owner =>
      installationOf(context, owner),
    );
  return {
    'GET /app/installations': exchange => {
      requireApp(exchange);
      return { status: 200, body: installations() };
    },
    'POST /app/installations/{installation_id}/access_tokens': exchange => {
      requireApp(exchange);
      const id = Number(exchange.params.installation_id);
      const installation = installations().find(each => each.id === id);
      if (!installation) throw notFound();
      if (installation.suspended_at)
        throw new GitHubError(403, 'This installation has been suspended');
      const end = new Date(hub.clock.now().getTime() + tokenLife);
      return {
        status: 201,
        body: {
          token: `ghs_${randomBytes(18).toString('hex')}`,
          expires_at: end.toISOString(),
          permissions: installation.permissions,
          repository_selection: installation.repository_selection,
        },
      };
    },
  };
};
