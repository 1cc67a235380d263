import { json } from '../../http';
import { bodyOf, notFound, Routes } from './context';

/** Commit statuses and deployments: kept and given back, without rules of their own. */
export const deploymentRoutes: Routes = (router, context) => {
  const { hub, views } = context;
  const base = '/repos/:owner/:repo';
  const stamped = (body: Record<string, unknown>, login: string) => ({
    ...body,
    id: hub.newId(),
    creator: views.user(login),
    created_at: hub.timestamp(),
  });
  router
    .on('POST', `${base}/statuses/:sha`, exchange => {
      const { repository, login } = context.writable(exchange);
      const status = {
        ...stamped(bodyOf(exchange), login),
        sha: exchange.params.sha,
      };
      repository.statuses.push(status);
      hub.touch();
      return json(201, status);
    })
    .on('GET', `${base}/deployments`, exchange => {
      const query = exchange.url.searchParams;
      const wanted = ['sha', 'ref', 'environment'].filter(field =>
        query.has(field),
      );
      const { deployments } = context.repository(exchange);
      return json(
        200,
        deployments.filter(each =>
          wanted.every(field => each[field] === query.get(field)),
        ),
      );
    })
    .on('POST', `${base}/deployments`, exchange => {
      const { repository, login } = context.writable(exchange);
      const deployment = { ...stamped(bodyOf(exchange), login), statuses: [] };
      repository.deployments.push(deployment);
      hub.touch();
      return json(201, deployment);
    })
    .on('POST', `${base}/deployments/:id/statuses`, exchange => {
      const { repository, login } = context.writable(exchange);
      const deployment = repository.deployments.find(
        ({ id }) => id === Number(exchange.params.id),
      );
      if (!deployment) throw notFound();
      const status = stamped(bodyOf(exchange), login);
      deployment.statuses.push(status);
      hub.touch();
      return json(201, status);
    })
    .on('GET', `${base}/deployments/:id/statuses`, exchange => {
      const deployment = context
        .repository(exchange)
        .deployments.find(({ id }) => id === Number(exchange.params.id));
      if (!deployment) throw notFound();
      return json(200, deployment.statuses);
    });
};
