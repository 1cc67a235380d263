import {
  created,
  GitlabAnswer,
  GitlabRequest,
  invalid,
  notFound,
  textOf,
} from '../answers';
import { deliveryRoutes } from './deliveryRoutes';
import { mergeRequestRoutes } from './mergeRequestRoutes';
import { noteRoutes } from './noteRoutes';
import { repositoryRoutes } from './repositoryRoutes';
import { ProjectContext, Route } from './Route';

const projectRoutes: Route[] = [
  {
    pattern: 'GET ',
    answer: ({ project, views }) => views.project(project),
  },
  {
    pattern: 'PUT ',
    answer({ project, views }, { body }) {
      const { visibility } = body;
      if (visibility === 'private' || visibility === 'public')
        project.visibility = visibility;
      return views.project(project);
    },
  },
  {
    pattern: 'GET /members/all/:id',
    answer({ hub, project, views }, { parts: [id] }) {
      const level = project.members.get(Number(id));
      const user = hub.users.find(one => String(one.id) === id);
      return level === undefined || !user
        ? new GitlabAnswer(404, { message: '404 Not found' })
        : { ...views.user(user), access_level: level };
    },
  },
  ...repositoryRoutes,
  ...mergeRequestRoutes,
  ...noteRoutes,
  ...deliveryRoutes,
];

type Request = Omit<GitlabRequest, 'parts'>;

/** Whatever is under `/projects/:id`; `path` is what follows it. */
export function answerAboutProject(
  context: ProjectContext,
  request: Request,
  path: string,
): GitlabAnswer {
  for (const { pattern, answer } of projectRoutes) {
    const parts = match(pattern, `${request.method} ${path}`);
    if (!parts) continue;
    const { method, body, query } = request;
    const answered = answer(context, { method, body, query, parts });
    return answered instanceof GitlabAnswer
      ? answered
      : new GitlabAnswer(200, answered);
  }
  return notFound('Route');
}

/** Users, and the making of projects. */
export function answerApart(
  { hub, views, user }: Omit<ProjectContext, 'project'>,
  { method, path, query, body }: Request & { path: string },
): GitlabAnswer {
  if (method === 'GET' && path === '/user')
    return new GitlabAnswer(200, views.user(user));
  if (method === 'GET' && path === '/users') {
    const name = query.get('username')?.toLowerCase();
    const found = hub.users.filter(one => one.username.toLowerCase() === name);
    return new GitlabAnswer(
      200,
      found.map(one => views.user(one)),
    );
  }
  const [id] = match('GET /users/:id', `${method} ${path}`) ?? [];
  const asked = hub.users.find(one => String(one.id) === id);
  if (asked)
    return new GitlabAnswer(200, { ...views.user(asked), bot: asked.bot });
  const [namespace] = match('GET /namespaces/:id', `${method} ${path}`) ?? [];
  if (namespace)
    return new GitlabAnswer(200, { id: namespace, full_path: namespace });
  if (method !== 'POST' || path !== '/projects') return notFound('Route');
  const name = textOf(body, 'path');
  if (!name) return invalid('name is missing, path is missing');
  const fullPath = `${textOf(body, 'namespace_id')}/${name}`;
  return created(views.project(hub.addProject(fullPath, user)));
}

/** What the parts of a pattern that begin with a colon stand for; undefined when it does not fit. */
function match(pattern: string, line: string): string[] | undefined {
  const source = pattern.replace(/:[a-z]+/g, '([^/]+)');
  const found = new RegExp(`^${source}$`).exec(line);
  return found?.slice(1).map(decodeURIComponent);
}
