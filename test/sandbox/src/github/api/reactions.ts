import { StoredComment, StoredReaction, StoredRepository } from '../model';
import { bodyOf, notFound, validationFailed } from './context';
import { Routes } from './routes';

/** What GitHub lets people say by a sign. */
const contents: readonly string[] = [
  '+1',
  '-1',
  'laugh',
  'confused',
  'heart',
  'hooray',
  'rocket',
  'eyes',
];

const isContent = (text: string): text is StoredReaction['content'] =>
  contents.includes(text);

function find(repository: StoredRepository, id: string): StoredComment {
  const comment = repository.comments.find(each => each.id === Number(id));
  if (!comment) throw notFound();
  return comment;
}

/** Signs under comments. */
export const reactionRoutes: Routes = context => {
  const { hub, views } = context;
  return {
    'GET /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions':
      exchange => {
        const repository = context.repository(exchange);
        const { reactions = [] } = find(repository, exchange.params.comment_id);
        return {
          status: 200,
          body: reactions.map(each => views.comments.reaction(each)),
        };
      },
    'POST /repos/{owner}/{repo}/issues/comments/{comment_id}/reactions':
      exchange => {
        const { repository, login } = context.writable(exchange);
        const comment = find(repository, exchange.params.comment_id);
        const content = String(bodyOf(exchange).content ?? '');
        if (!isContent(content)) {
          throw validationFailed({
            resource: 'Reaction',
            code: 'invalid',
            field: 'content',
          });
        }
        comment.reactions ??= [];
        const known = comment.reactions.find(
          each => each.user === login && each.content === content,
        );
        if (known) return { status: 200, body: views.comments.reaction(known) };
        const reaction = {
          id: hub.newId(),
          user: login,
          content,
          createdAt: hub.timestamp(),
        };
        comment.reactions.push(reaction);
        hub.touch();
        return { status: 201, body: views.comments.reaction(reaction) };
      },
  };
};
