import { Exchange, json, Reply } from '../../http';
import { ApiContext, bodyOf } from './context';

interface Query {
  query?: string;
  variables?: { owner?: string; repo?: string; head?: string };
}

/**
 * The one question in GraphQL that the scaffolder's `publish:github:pull-request` asks: is there a branch, and an open pull
 * request from it. Everything else is refused.
 */
export function answerGraphql(context: ApiContext, exchange: Exchange): Reply {
  context.login(exchange);
  const { query = '', variables = {} } = bodyOf(exchange) as Query;
  if (!query.includes('associatedPullRequests')) {
    return json(200, {
      errors: [
        {
          type: 'UNSUPPORTED',
          message:
            'The sandbox answers no other query than that for the pull requests of a branch.',
        },
      ],
    });
  }
  const repository = context.hub.repository(
    variables.owner ?? '',
    variables.repo ?? '',
  );
  if (!repository) {
    const message = `Could not resolve to a Repository with the name '${variables.owner}/${variables.repo}'.`;
    return json(200, {
      data: { repository: null },
      errors: [{ type: 'NOT_FOUND', path: ['repository'], message }],
    });
  }
  const head = variables.head ?? '';
  if (!(head in repository.branches))
    return json(200, { data: { repository: { ref: null } } });
  const open = repository.pulls
    .filter(pull => pull.state === 'open' && pull.head === head)
    .slice(0, 1);
  const edges = open.map(pull => {
    const {
      node_id: id,
      number,
      html_url: url,
    } = context.views.pulls.show(repository, pull);
    return { node: { id, number, url } };
  });
  return json(200, {
    data: { repository: { ref: { associatedPullRequests: { edges } } } },
  });
}
