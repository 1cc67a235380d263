import { created, invalid, notFound, pageOf, textOf } from '../answers';
import { StoredProject, StoredStatus } from '../model';
import { Route } from './Route';

/** Statuses of commits, environments and their deployments. */
export const deliveryRoutes: Route[] = [
  {
    pattern: 'GET /repository/commits/:sha/statuses',
    answer({ project, views }, { parts: [sha], query }) {
      const name = query.get('name');
      const found = project.statuses
        .filter(one => one.sha === sha && (!name || one.name === name))
        .sort((one, other) => one.id - other.id)
        .map(one => views.status(one));
      if (query.get('sort') === 'desc') found.reverse();
      return pageOf(found, query);
    },
  },
  {
    pattern: 'POST /statuses/:sha',
    answer({ hub, project, views }, { parts: [sha], body }) {
      if (!isOnBranch(project, sha)) return notFound('References for commit');
      const wanted = {
        sha,
        name: textOf(body, 'name') ?? 'default',
        status: textOf(body, 'state') ?? '',
        targetUrl: textOf(body, 'target_url'),
        description: textOf(body, 'description'),
      };
      const moving = project.statuses.find(
        one =>
          one.sha === sha &&
          one.name === wanted.name &&
          ['pending', 'running'].includes(one.status),
      );
      if (moving?.status === wanted.status)
        return invalid(
          `Cannot transition status via :enqueue from :${moving.status} (Reason(s): Status cannot transition via "enqueue")`,
        );
      const status: StoredStatus = moving ?? { id: hub.nextId(), ...wanted };
      Object.assign(status, wanted);
      if (!moving) project.statuses.push(status);
      return created(views.status(status));
    },
  },
  {
    pattern: 'GET /environments',
    answer({ project, views }, { query }) {
      const name = query.get('name');
      const found = project.environments
        .filter(one => !name || one.name === name)
        .map(one => views.environment(one));
      return pageOf(found, query);
    },
  },
  {
    pattern: 'POST /environments',
    answer({ hub, project, views }, { body }) {
      const name = textOf(body, 'name') ?? '';
      if (project.environments.some(one => one.name === name))
        return invalid({ name: ['has already been taken'] });
      const externalUrl = textOf(body, 'external_url');
      const state = 'available' as const;
      const environment = { id: hub.nextId(), name, externalUrl, state };
      project.environments.push(environment);
      return created(views.environment(environment));
    },
  },
  {
    pattern: 'PUT /environments/:id',
    answer({ project, views }, { parts: [id], body }) {
      const environment = byId(project.environments, id);
      if (!environment) return notFound('Environment');
      environment.externalUrl =
        textOf(body, 'external_url') ?? environment.externalUrl;
      return views.environment(environment);
    },
  },
  {
    pattern: 'POST /environments/:id/stop',
    answer({ project, views }, { parts: [id] }) {
      const environment = byId(project.environments, id);
      if (!environment) return notFound('Environment');
      environment.state = 'stopped';
      return views.environment(environment);
    },
  },
  {
    pattern: 'GET /deployments',
    answer({ project, views }, { query }) {
      const name = query.get('environment');
      const found = project.deployments
        .filter(one => !name || one.environment.name === name)
        .map(one => views.deployment(one));
      if (query.get('sort') === 'desc') found.reverse();
      return pageOf(found, query);
    },
  },
  {
    pattern: 'POST /deployments',
    answer({ hub, project, user, views }, { body }) {
      const name = textOf(body, 'environment');
      const environment = project.environments.find(one => one.name === name);
      const [sha, ref, status] = ['sha', 'ref', 'status'].map(field =>
        textOf(body, field),
      );
      if (!environment || !sha || !ref || !status || body.tag === undefined)
        return invalid('environment, sha, ref, tag or status is missing');
      const id = hub.nextId();
      const deployment = { id, environment, sha, ref, status, user };
      project.deployments.push(deployment);
      if (status === 'success') environment.state = 'available';
      return created(views.deployment(deployment));
    },
  },
  {
    pattern: 'PUT /deployments/:id',
    answer({ project, views }, { parts: [id], body }) {
      const deployment = byId(project.deployments, id);
      if (!deployment) return notFound('Deployment');
      deployment.status = textOf(body, 'status') ?? deployment.status;
      return views.deployment(deployment);
    },
  },
];

function byId<T extends { id: number }>(list: T[], id: string): T | undefined {
  return list.find(one => String(one.id) === id);
}

function isOnBranch({ branches }: StoredProject, sha: string): boolean {
  return [...branches.values()].some(branch => branch.sha === sha);
}
