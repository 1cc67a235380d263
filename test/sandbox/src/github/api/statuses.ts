import { resolveRef } from '../branches';
import { addStatus } from '../statuses';
import { checkDescription, commitOf, newestFirst, stateIn } from './commitOf';
import { bodyOf, GitHubError, notFound, validationFailed } from './context';
import { Routes } from './routes';

const states = ['error', 'failure', 'pending', 'success'] as const;
/** A commit has no more statuses of one name. */
const mostStatuses = 1_000;

/** Commit statuses. */
export const statusRoutes: Routes = context => {
  const { hub, views } = context;
  return {
    'POST /repos/{owner}/{repo}/statuses/{sha}': async exchange => {
      const { repository, login } = context.writable(exchange);
      const body = bodyOf(exchange);
      const state = stateIn(states, body, 'Status');
      checkDescription(body, 'Status');
      const { sha } = exchange.params;
      if (!commitOf(context, repository, sha))
        throw new GitHubError(422, `No commit found for SHA: ${sha}`);
      const name = String(body.context ?? 'default');
      const same = repository.statuses.filter(
        each => each.sha === sha && each.context === name,
      );
      if (same.length >= mostStatuses)
        throw validationFailed({
          resource: 'Status',
          code: 'custom',
          message:
            'This SHA and context has reached the maximum number of statuses.',
        });
      const { status, event } = addStatus(hub, repository, {
        sha,
        context: name,
        state,
        description: body.description,
        target_url: body.target_url,
        user: login,
      });
      await hub.publish([event]);
      return { status: 201, body: views.reports.status(repository, status) };
    },
    'GET /repos/{owner}/{repo}/commits/{ref}/statuses': exchange => {
      const repository = context.repository(exchange);
      const sha = commitOf(context, repository, exchange.params.ref);
      if (!sha) throw notFound();
      const found = repository.statuses.filter(each => each.sha === sha);
      return {
        status: 200,
        body: newestFirst(found).map(each =>
          views.reports.status(repository, each),
        ),
      };
    },
    'GET /repos/{owner}/{repo}/commits/{ref}/status': exchange => {
      const repository = context.repository(exchange);
      const { ref } = exchange.params;
      const sha =
        commitOf(context, repository, ref) ??
        // Backstage asks so which commit a branch, or HEAD, is at.
        resolveRef(hub, repository, ref)?.sha;
      if (!sha) throw notFound();
      const last = new Map(
        repository.statuses
          .filter(each => each.sha === sha)
          .map(each => [each.context, each]),
      );
      const url = `${views.repositories.url(repository)}/commits/${sha}`;
      const given = [...last.values()].map(({ state }) => state);
      return {
        status: 200,
        body: {
          state: combined(given),
          statuses: [...last.values()].map(each =>
            views.reports.status(repository, each),
          ),
          sha,
          total_count: last.size,
          repository: views.repositories.show(repository),
          commit_url: url,
          url: `${url}/status`,
        },
      };
    },
  };
};

/** What the last statuses of all names come to. */
function combined(given: string[]): 'failure' | 'pending' | 'success' {
  if (given.some(state => state === 'failure' || state === 'error'))
    return 'failure';
  return given.length === 0 || given.includes('pending')
    ? 'pending'
    : 'success';
}
