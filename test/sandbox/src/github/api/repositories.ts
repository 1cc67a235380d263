import { json } from '../../http';
import { commitFiles, resolveRef } from '../branches';
import {
  ApiContext,
  bodyOf,
  notFound,
  Routes,
  validationFailed,
} from './context';

function create(
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

/** Users, repositories, branches, permissions. */
export const repositoryRoutes: Routes = (router, context) => {
  const { hub, views } = context;
  const created = async (owner: string, body: Record<string, unknown>) => {
    const { repository, events } = create(context, owner, body);
    await hub.publish(events);
    return json(201, views.repository(repository, 'admin'));
  };
  router
    .on('GET', '/rate_limit', () => {
      const core = {
        limit: 5000,
        remaining: 5000,
        used: 0,
        reset: Math.floor(hub.clock.now().getTime() / 1000) + 3600,
      };
      return json(200, { resources: { core }, rate: core });
    })
    .on('GET', '/user', exchange =>
      json(200, views.user(context.login(exchange))),
    )
    .on('GET', '/users/:login', ({ params }) =>
      json(200, views.user(params.login)),
    )
    .on('GET', '/orgs/:login', ({ params }) => {
      if (!hub.repositories().some(({ owner }) => owner === params.login))
        throw notFound();
      return json(200, views.user(params.login));
    })
    .on('GET', '/user/repos', exchange => {
      context.login(exchange);
      return json(
        200,
        hub
          .repositories()
          .map(each => views.repository(each, context.access(exchange, each))),
      );
    })
    .on('GET', '/orgs/:owner/repos', ({ params }) =>
      json(
        200,
        hub
          .repositories()
          .filter(({ owner }) => owner === params.owner)
          .map(each => views.repository(each)),
      ),
    )
    .on('POST', '/user/repos', exchange =>
      created(context.login(exchange), bodyOf(exchange)),
    )
    .on('POST', '/orgs/:owner/repos', exchange => {
      context.login(exchange);
      return created(exchange.params.owner, bodyOf(exchange));
    })
    .on('GET', '/repos/:owner/:repo', exchange => {
      const repository = context.repository(exchange);
      return json(
        200,
        views.repository(repository, context.access(exchange, repository)),
      );
    })
    .on('GET', '/repos/:owner/:repo/forks', exchange =>
      json(200, context.repository(exchange) ? [] : []),
    )
    .on('GET', '/repos/:owner/:repo/labels', exchange =>
      json(
        200,
        context.repository(exchange).labels.map(name => views.label(name)),
      ),
    )
    .on('GET', '/repos/:owner/:repo/branches', exchange => {
      const { branches } = context.repository(exchange);
      return json(
        200,
        Object.entries(branches).map(([name, sha]) => ({
          name,
          commit: { sha },
          protected: false,
        })),
      );
    })
    .on('GET', '/repos/:owner/:repo/branches/*branch', exchange => {
      const repository = context.repository(exchange);
      const { branch } = exchange.params;
      const commit =
        branch in repository.branches
          ? resolveRef(hub, repository, branch)
          : undefined;
      if (!commit) throw notFound();
      return json(200, {
        name: branch,
        commit: views.commit(repository, commit),
        protected: false,
      });
    })
    .on(
      'GET',
      '/repos/:owner/:repo/collaborators/:login/permission',
      exchange => {
        const repository = context.repository(exchange);
        const { login } = exchange.params;
        const permission = repository.permissions[login] ?? 'write';
        return json(200, {
          permission,
          role_name: permission,
          user: views.user(login),
        });
      },
    );
};
