import { json } from '../../http';
import { HubEvent, StoredComment, StoredRepository } from '../model';
import { findPull } from '../pulls';
import {
  ApiContext,
  bodyOf,
  notFound,
  Routes,
  validationFailed,
} from './context';

/** The longest comment that GitHub takes. */
const longestBody = 65_536;

function checkedBody(body: Record<string, unknown>): string {
  const text = String(body.body ?? '');
  if (!text.trim())
    throw validationFailed({
      resource: 'IssueComment',
      code: 'missing_field',
      field: 'body',
    });
  if (text.length > longestBody) {
    throw validationFailed({
      resource: 'IssueComment',
      code: 'unprocessable',
      field: 'data',
      message: 'Body is too long (maximum is 65536 characters)',
    });
  }
  return text;
}

function event(
  repository: StoredRepository,
  comment: StoredComment,
  action: 'created' | 'edited' | 'deleted',
  sender: string,
): HubEvent[] {
  const pull = findPull(repository, comment.issue);
  return pull
    ? [{ name: 'issue_comment', action, repository, pull, comment, sender }]
    : [];
}

/** Writes a comment. Also for people on the page. */
export async function writeComment(
  { hub }: Pick<ApiContext, 'hub'>,
  repository: StoredRepository,
  issue: number,
  user: string,
  body: string,
): Promise<StoredComment> {
  const now = hub.timestamp();
  const comment: StoredComment = {
    id: hub.newId(),
    issue,
    user,
    body,
    createdAt: now,
    updatedAt: now,
  };
  repository.comments.push(comment);
  await hub.publish(event(repository, comment, 'created', user));
  return comment;
}

/** Comments on pull requests. */
export const commentRoutes: Routes = (router, context) => {
  const { hub, views } = context;
  const base = '/repos/:owner/:repo/issues';
  const find = (repository: StoredRepository, id: string): StoredComment => {
    const comment = repository.comments.find(each => each.id === Number(id));
    if (!comment) throw notFound();
    return comment;
  };
  router
    .on('GET', `${base}/:number/comments`, exchange => {
      const repository = context.repository(exchange);
      const { number } = context.pull(exchange, repository);
      return json(
        200,
        repository.comments
          .filter(({ issue }) => issue === number)
          .map(each => views.comment(repository, each)),
      );
    })
    .on('POST', `${base}/:number/comments`, async exchange => {
      const { repository, login } = context.writable(exchange);
      const { number } = context.pull(exchange, repository);
      const comment = await writeComment(
        context,
        repository,
        number,
        login,
        checkedBody(bodyOf(exchange)),
      );
      return json(201, views.comment(repository, comment));
    })
    .on('GET', `${base}/comments/:id`, exchange => {
      const repository = context.repository(exchange);
      return json(
        200,
        views.comment(repository, find(repository, exchange.params.id)),
      );
    })
    .on('PATCH', `${base}/comments/:id`, async exchange => {
      const { repository, login } = context.writable(exchange);
      const comment = find(repository, exchange.params.id);
      comment.body = checkedBody(bodyOf(exchange));
      comment.updatedAt = hub.timestamp();
      await hub.publish(event(repository, comment, 'edited', login));
      return json(200, views.comment(repository, comment));
    })
    .on('DELETE', `${base}/comments/:id`, async exchange => {
      const { repository, login } = context.writable(exchange);
      const comment = find(repository, exchange.params.id);
      repository.comments = repository.comments.filter(
        each => each !== comment,
      );
      await hub.publish(event(repository, comment, 'deleted', login));
      return { status: 204 };
    });
};
