import { commitFiles, resolveRef } from '../branches';
import { changeRepository } from '../control/happenings';
import { Schema } from '../published';
import {
  ApiContext,
  bodyOf,
  GitHubError,
  notFound,
  validationFailed,
} from './context';
import { Routes } from './routes';

function add(
  context: ApiContext,
  owner: string,
  body: Record<string, unknown>,
) {
  const name = String(body.name ?? '');
  if (!name)
    throw validationFailed({
      resource: 'Repository',
      field: 'name',
      code: 'missing_field',
    });
  if (context.hub.repository(owner, name)) {
    throw validationFailed({
      resource: 'Repository',
      code: 'custom',
      field: 'name',
      message: 'name already exists on this account',
    });
  }
  const repository = context.hub.addRepository({
    owner,
    name,
    description: body.description as string | undefined,
    private: Boolean(body.private),
  });
  const events = body.auto_init
    ? commitFiles(context.hub, repository, {
        branch: repository.defaultBranch,
        changes: { 'README.md': `# ${name}\n` },
        message: 'Initial commit',
        author: context.hub.login,
      })
    : [];
  return { repository, events };
}

/** What the caller may still ask: nobody is limited here unless a test says so. */
function fullQuota(now: Date): Schema<'rate-limit'> {
  const reset = Math.floor(now.getTime() / 1000) + 3600;
  return { limit: 5000, remaining: 5000, used: 0, reset };
}

/** Users, repositories, branches, permissions. */
export const repositoryRoutes: Routes = context => {
  const { hub, views } = context;
  const create = async (owner: string, body: Record<string, unknown>) => {
    const { repository, events } = add(context, owner, body);
    await hub.publish(events);
    return {
      status: 201 as const,
      body: views.repositories.full(repository, 'admin'),
    };
  };
  return {
    'GET /rate_limit': () => {
      const rate = fullQuota(hub.clock.now());
      return {
        status: 200,
        body: { resources: { core: rate, search: rate }, rate },
      };
    },
    'GET /user': exchange => {
      if (context.app(exchange))
        throw new GitHubError(403, 'Resource not accessible by integration');
      const login = context.login(exchange);
      return { status: 200, body: views.accounts.profile(login) };
    },
    'GET /users/{username}': ({ params }) => ({
      status: 200,
      body: views.accounts.profile(params.username),
    }),
    'GET /orgs/{org}': ({ params }) => {
      if (!views.accounts.isOrganization(params.org)) throw notFound();
      return { status: 200, body: views.accounts.organization(params.org) };
    },
    'GET /user/repos': exchange => {
      context.login(exchange);
      return {
        status: 200,
        body: hub
          .repositories()
          .map(each =>
            views.repositories.show(each, context.access(exchange, each)),
          ),
      };
    },
    'GET /orgs/{org}/repos': ({ params }) => ({
      status: 200,
      body: hub
        .repositories()
        .filter(({ owner }) => owner === params.org)
        .map(each => views.repositories.show(each)),
    }),
    'POST /user/repos': exchange =>
      create(context.login(exchange), bodyOf(exchange)),
    'POST /orgs/{org}/repos': exchange => {
      context.login(exchange);
      return create(exchange.params.org, bodyOf(exchange));
    },
    'GET /repos/{owner}/{repo}': exchange => {
      const repository = context.repository(exchange);
      const access = context.access(exchange, repository);
      return {
        status: 200,
        body: views.repositories.full(repository, access),
      };
    },
    'PATCH /repos/{owner}/{repo}': async exchange => {
      const { repository, login } = context.writable(exchange);
      const { private: isPrivate } = bodyOf(exchange);
      if (typeof isPrivate === 'boolean')
        await hub.publish(
          changeRepository(repository, { private: isPrivate }, login),
        );
      const access = context.access(exchange, repository);
      return {
        status: 200,
        body: views.repositories.full(repository, access),
      };
    },
    'GET /repos/{owner}/{repo}/forks': exchange => {
      context.repository(exchange);
      return { status: 200, body: [] };
    },
    'GET /repos/{owner}/{repo}/labels': exchange => {
      const repository = context.repository(exchange);
      return {
        status: 200,
        body: repository.labels.map(name =>
          views.pulls.label(repository, name),
        ),
      };
    },
    'GET /repos/{owner}/{repo}/branches': exchange => {
      const repository = context.repository(exchange);
      const url = `${views.repositories.url(repository)}/commits`;
      return {
        status: 200,
        body: Object.entries(repository.branches).map(([name, sha]) => ({
          name,
          commit: { sha, url: `${url}/${sha}` },
          protected: false,
        })),
      };
    },
    'GET /repos/{owner}/{repo}/branches/{branch}': exchange => {
      const repository = context.repository(exchange);
      const { branch } = exchange.params;
      const commit =
        branch in repository.branches
          ? resolveRef(hub, repository, branch)
          : undefined;
      if (!commit) throw notFound();
      return {
        status: 200,
        body: views.commits.branch(repository, branch, commit),
      };
    },
    'GET /repos/{owner}/{repo}/collaborators/{username}/permission':
      exchange => {
        const repository = context.repository(exchange);
        const { username } = exchange.params;
        const permission = repository.permissions[username] ?? 'write';
        return {
          status: 200,
          body: {
            permission,
            role_name: permission,
            user: { ...views.accounts.user(username), role_name: permission },
          },
        };
      },
  };
};
