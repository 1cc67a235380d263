import { json } from '../../http';
import { StoredComment, StoredRepository } from '../model';
import { bodyOf, notFound, Routes, validationFailed } from './context';

/** What GitHub lets people say by a sign. */
const contents = [
  '+1',
  '-1',
  'laugh',
  'confused',
  'heart',
  'hooray',
  'rocket',
  'eyes',
];

/** Signs under comments. */
export const reactionRoutes: Routes = (router, context) => {
  const { hub, views } = context;
  const path = '/repos/:owner/:repo/issues/comments/:id/reactions';
  const find = (repository: StoredRepository, id: string): StoredComment => {
    const comment = repository.comments.find(each => each.id === Number(id));
    if (!comment) throw notFound();
    return comment;
  };
  router
    .on('GET', path, exchange => {
      const repository = context.repository(exchange);
      const { reactions = [] } = find(repository, exchange.params.id);
      return json(
        200,
        reactions.map(each => views.reaction(each)),
      );
    })
    .on('POST', path, async exchange => {
      const { repository, login } = context.writable(exchange);
      const comment = find(repository, exchange.params.id);
      const content = String(bodyOf(exchange).content ?? '');
      if (!contents.includes(content)) {
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
      if (known) return json(200, views.reaction(known));
      const reaction = {
        id: hub.newId(),
        user: login,
        content,
        createdAt: hub.timestamp(),
      };
      comment.reactions.push(reaction);
      hub.touch();
      return json(201, views.reaction(reaction));
    });
};
