import { DeploymentState, StoredDeployment, StoredRepository } from '../model';
import {
  checkDescription,
  commitOf,
  newestFirst,
  stamp,
  stateIn,
} from './commitOf';
import { bodyOf, GitHubError, notFound } from './context';
import { Routes } from './routes';

const states: readonly DeploymentState[] = [
  'error',
  'failure',
  'inactive',
  'in_progress',
  'queued',
  'pending',
  'success',
];

function deploymentOf(
  repository: StoredRepository,
  id: string,
): StoredDeployment {
  const found = repository.deployments.find(each => each.id === Number(id));
  if (!found) throw notFound();
  return found;
}

/** Deployments, and how they went. */
export const deploymentRoutes: Routes = context => {
  const { hub, views } = context;
  return {
    'GET /repos/{owner}/{repo}/deployments': exchange => {
      const query = exchange.url.searchParams;
      const wanted = ['sha', 'ref', 'task', 'environment'].filter(field =>
        query.has(field),
      );
      const repository = context.repository(exchange);
      const found = repository.deployments.filter(each =>
        wanted.every(field => each[field] === query.get(field)),
      );
      return {
        status: 200,
        body: newestFirst(found).map(each =>
          views.reports.deployment(repository, each),
        ),
      };
    },
    'POST /repos/{owner}/{repo}/deployments': exchange => {
      const { repository, login } = context.writable(exchange);
      const body = bodyOf(exchange);
      checkDescription(body, 'Deployment');
      const ref = String(body.ref ?? '');
      const sha = commitOf(context, repository, ref);
      if (!sha) throw new GitHubError(422, `No ref found for: ${ref}`);
      // Both are on unless they are switched off, and both refuse a commit whose checks have not all ended.
      if (body.auto_merge !== false || body.required_contexts === undefined)
        throw new GitHubError(
          409,
          `Conflict: Commit status checks failed for ${ref}.`,
        );
      const deployment: StoredDeployment = {
        task: 'deploy',
        environment: 'production',
        payload: {},
        ...body,
        ...stamp(context, login),
        ref,
        sha,
        statuses: [],
      };
      repository.deployments.push(deployment);
      hub.touch();
      return {
        status: 201,
        body: views.reports.deployment(repository, deployment),
      };
    },
    'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses':
      exchange => {
        const repository = context.repository(exchange);
        const { deployment_id: id } = exchange.params;
        const deployment = deploymentOf(repository, id);
        return {
          status: 200,
          body: newestFirst(deployment.statuses).map(each =>
            views.reports.deploymentStatus(repository, deployment, each),
          ),
        };
      },
    'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses':
      exchange => {
        const { repository, login } = context.writable(exchange);
        const { deployment_id: id } = exchange.params;
        const deployment = deploymentOf(repository, id);
        const body = bodyOf(exchange);
        const state = stateIn(states, body, 'DeploymentStatus');
        checkDescription(body, 'DeploymentStatus');
        const status = { ...body, ...stamp(context, login), state };
        deployment.statuses.push(status);
        hub.touch();
        return {
          status: 201,
          body: views.reports.deploymentStatus(repository, deployment, status),
        };
      },
  };
};
