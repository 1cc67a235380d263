import { StoredPull, StoredRepository } from '../model';
import { changePull } from '../pulls';
import { bodyOf, GitHubError } from './context';
import { Routes } from './routes';

/** Labels of pull requests, and who set them. */
export const labelRoutes: Routes = context => {
  const { hub, views } = context;
  const labelsOf = (repository: StoredRepository, pull: StoredPull) =>
    pull.labels.map(name => views.pulls.label(repository, name));
  return {
    'GET /repos/{owner}/{repo}/issues/{issue_number}/events': exchange => {
      const repository = context.repository(exchange);
      const { labelEvents = [] } = context.pull(exchange, repository);
      return {
        status: 200,
        body: labelEvents.map(each => views.pulls.labelEvent(repository, each)),
      };
    },
    'GET /repos/{owner}/{repo}/issues/{issue_number}/labels': exchange => {
      const repository = context.repository(exchange);
      const pull = context.pull(exchange, repository);
      return { status: 200, body: labelsOf(repository, pull) };
    },
    'POST /repos/{owner}/{repo}/issues/{issue_number}/labels':
      async exchange => {
        const { repository, login } = context.writable(exchange);
        const pull = context.pull(exchange, repository);
        const body = bodyOf(exchange) as { labels?: string[] } | string[];
        const added = Array.isArray(body) ? body : body.labels ?? [];
        for (const name of added)
          if (!repository.labels.includes(name)) repository.labels.push(name);
        const labels = [...new Set([...pull.labels, ...added])];
        await hub.publish(changePull(hub, repository, pull, { labels }, login));
        return { status: 200, body: labelsOf(repository, pull) };
      },
    'DELETE /repos/{owner}/{repo}/issues/{issue_number}/labels/{name}':
      async exchange => {
        const { repository, login } = context.writable(exchange);
        const pull = context.pull(exchange, repository);
        const { name: removed } = exchange.params;
        if (!pull.labels.includes(removed))
          throw new GitHubError(404, 'Label does not exist');
        const labels = pull.labels.filter(name => name !== removed);
        await hub.publish(changePull(hub, repository, pull, { labels }, login));
        return { status: 200, body: labelsOf(repository, pull) };
      },
  };
};
