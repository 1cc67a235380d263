import { addCheckRun, changeCheckRun, CheckRunChange } from '../checks';
import { Conclusion, StoredCheckRun } from '../model';
import { commitOf, newestFirst } from './commitOf';
import { bodyOf, GitHubError, notFound, validationFailed } from './context';
import { Routes } from './routes';

const conclusions: readonly Conclusion[] = [
  'success',
  'failure',
  'neutral',
  'cancelled',
  'skipped',
  'timed_out',
  'action_required',
];
const states = ['queued', 'in_progress', 'completed'] as const;

/** Only Apps write checks, and each only its own. */
const appsOnly = () =>
  new GitHubError(403, 'You must authenticate via a GitHub App.');

function oneOf<Value extends string>(
  values: readonly Value[],
  field: string,
  given: unknown,
): Value | undefined {
  const known = values.find(each => each === given);
  if (given !== undefined && !known)
    throw validationFailed({ resource: 'CheckRun', code: 'invalid', field });
  return known;
}

function changeIn(body: Record<string, unknown>): CheckRunChange {
  const text = (field: string) =>
    body[field] === undefined ? undefined : String(body[field]);
  const conclusion = oneOf(conclusions, 'conclusion', body.conclusion);
  const status = oneOf(states, 'status', body.status);
  if (status === 'completed' && !conclusion)
    throw validationFailed({
      resource: 'CheckRun',
      code: 'missing_field',
      field: 'conclusion',
    });
  return {
    name: text('name'),
    externalId: text('external_id'),
    detailsUrl: text('details_url'),
    status,
    conclusion,
    output: body.output as StoredCheckRun['output'] | undefined,
    startedAt: text('started_at'),
    completedAt: text('completed_at'),
  };
}

/** The last run of each name by each App. */
function latest(runs: StoredCheckRun[]): StoredCheckRun[] {
  return [
    ...new Map(runs.map(run => [`${run.user} ${run.name}`, run])).values(),
  ];
}

/** Checks of commits. */
export const checkRoutes: Routes = context => {
  const { hub, views } = context;
  return {
    'POST /repos/{owner}/{repo}/check-runs': async exchange => {
      const { repository, login } = context.writable(exchange);
      if (!context.app(exchange)) throw appsOnly();
      const body = bodyOf(exchange);
      const name = String(body.name ?? '');
      const headSha = String(body.head_sha ?? '');
      if (!name)
        throw validationFailed({
          resource: 'CheckRun',
          code: 'missing_field',
          field: 'name',
        });
      if (!commitOf(context, repository, headSha))
        throw new GitHubError(422, `No commit found for SHA: ${headSha}`);
      const { checkRun, events } = addCheckRun(hub, repository, {
        ...changeIn(body),
        name,
        headSha,
        user: login,
      });
      await hub.publish(events);
      return {
        status: 201,
        body: views.reports.checkRun(repository, checkRun),
      };
    },
    'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}': async exchange => {
      const { repository, login } = context.writable(exchange);
      if (!context.app(exchange)) throw appsOnly();
      const id = Number(exchange.params.check_run_id);
      const checkRun = repository.checkRuns?.find(each => each.id === id);
      if (!checkRun) throw notFound();
      if (checkRun.user !== login)
        throw new GitHubError(
          403,
          'Invalid app_id: check run was created by another App',
        );
      await hub.publish(
        changeCheckRun(hub, repository, checkRun, changeIn(bodyOf(exchange))),
      );
      return {
        status: 200,
        body: views.reports.checkRun(repository, checkRun),
      };
    },
    'GET /repos/{owner}/{repo}/commits/{ref}/check-runs': exchange => {
      const repository = context.repository(exchange);
      const sha = commitOf(context, repository, exchange.params.ref);
      if (!sha)
        throw new GitHubError(
          422,
          `No commit found for SHA: ${exchange.params.ref}`,
        );
      const query = exchange.url.searchParams;
      const name = query.get('check_name');
      const ofCommit = (repository.checkRuns ?? []).filter(
        each => each.headSha === sha && (!name || each.name === name),
      );
      const found = query.get('filter') === 'all' ? ofCommit : latest(ofCommit);
      return {
        status: 200,
        body: {
          total_count: found.length,
          check_runs: newestFirst(found).map(each =>
            views.reports.checkRun(repository, each),
          ),
        },
      };
    },
  };
};
