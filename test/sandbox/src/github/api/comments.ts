import { HubEvent, StoredComment, StoredRepository } from '../model';
import { findPull } from '../pulls';
import {
  ApiContext,
  bodyOf,
  GitHubError,
  notFound,
  validationFailed,
} from './context';
import { Routes } from './routes';

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

const lockedConversation = () =>
  new GitHubError(403, 'Unable to create comment because issue is locked.');

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

function find(repository: StoredRepository, id: string): StoredComment {
  const comment = repository.comments.find(each => each.id === Number(id));
  if (!comment) throw notFound();
  return comment;
}

/** Comments on pull requests. */
export const commentRoutes: Routes = context => {
  const { hub, views } = context;
  return {
    'GET /repos/{owner}/{repo}/issues/{issue_number}/comments': exchange => {
      const repository = context.repository(exchange);
      const { number } = context.pull(exchange, repository);
      return {
        status: 200,
        body: repository.comments
          .filter(({ issue }) => issue === number)
          .map(each => views.comments.show(repository, each)),
      };
    },
    'POST /repos/{owner}/{repo}/issues/{issue_number}/comments':
      async exchange => {
        const { repository, login } = context.writable(exchange);
        const { number, locked } = context.pull(exchange, repository);
        if (locked) throw lockedConversation();
        const comment = await writeComment(
          context,
          repository,
          number,
          login,
          checkedBody(bodyOf(exchange)),
        );
        return { status: 201, body: views.comments.show(repository, comment) };
      },
    'PUT /repos/{owner}/{repo}/issues/{issue_number}/lock': exchange => {
      const { repository } = context.writable(exchange);
      context.pull(exchange, repository).locked = true;
      hub.touch();
      return { status: 204 };
    },
    'DELETE /repos/{owner}/{repo}/issues/{issue_number}/lock': exchange => {
      const { repository } = context.writable(exchange);
      context.pull(exchange, repository).locked = false;
      hub.touch();
      return { status: 204 };
    },
    'GET /repos/{owner}/{repo}/issues/comments/{comment_id}': exchange => {
      const repository = context.repository(exchange);
      const comment = find(repository, exchange.params.comment_id);
      return { status: 200, body: views.comments.show(repository, comment) };
    },
    'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}':
      async exchange => {
        const { repository, login } = context.writable(exchange);
        const comment = find(repository, exchange.params.comment_id);
        if (findPull(repository, comment.issue)?.locked)
          throw lockedConversation();
        comment.body = checkedBody(bodyOf(exchange));
        comment.updatedAt = hub.timestamp();
        await hub.publish(event(repository, comment, 'edited', login));
        return { status: 200, body: views.comments.show(repository, comment) };
      },
    'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}':
      async exchange => {
        const { repository, login } = context.writable(exchange);
        const comment = find(repository, exchange.params.comment_id);
        repository.comments = repository.comments.filter(
          each => each !== comment,
        );
        await hub.publish(event(repository, comment, 'deleted', login));
        return { status: 204 };
      },
  };
};
