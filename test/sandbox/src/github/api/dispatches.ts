import { beginRun } from '../actions/runs';
import {
  declaredInputs,
  findWorkflow,
  isBegunBy,
  Workflow,
  workflowsOf,
} from '../actions/workflows';
import { bodyOf, GitHubError, notFound, validationFailed } from './context';
import { Routes } from './routes';

/** GitHub's limits (docs.github.com, "Create a repository dispatch event"). */
const mostProperties = 10;
const longestEventType = 100;

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value
    ? (value as Record<string, unknown>)
    : {};
}

/** GitHub refuses to begin by hand what was not made for that, or not with these inputs. */
function checkInputs(
  workflow: Workflow,
  inputs: Record<string, unknown>,
): void {
  const declared = declaredInputs(workflow);
  if (!declared)
    throw new GitHubError(
      422,
      "Workflow does not have 'workflow_dispatch' trigger",
    );
  const unexpected = Object.keys(inputs).filter(name => !(name in declared));
  if (unexpected.length)
    throw new GitHubError(
      422,
      `Unexpected inputs provided: ${JSON.stringify(unexpected)}`,
    );
  for (const [name, { required }] of Object.entries(declared))
    if (required && !(name in inputs))
      throw new GitHubError(422, `Required input '${name}' not provided`);
}

/** What begins workflows, and how their runs go. */
export const dispatchRoutes: Routes = context => {
  const { hub, views } = context;
  return {
    'POST /repos/{owner}/{repo}/dispatches': async exchange => {
      const { repository, login } = context.writable(exchange);
      const { event_type: given, client_payload: payload } = bodyOf(exchange);
      const eventType = typeof given === 'string' ? given : '';
      const inputs = asObject(payload);
      if (!eventType || eventType.length > longestEventType)
        throw validationFailed({
          resource: 'RepositoryDispatch',
          code: 'invalid',
          field: 'event_type',
        });
      if (Object.keys(inputs).length > mostProperties)
        throw new GitHubError(
          422,
          'Invalid request.\n\nNo more than 10 properties are allowed.',
        );
      const branch = repository.defaultBranch;
      await hub.publish(
        workflowsOf(hub, repository, branch)
          .filter(workflow => isBegunBy(workflow, eventType))
          .map(workflow =>
            beginRun(hub, repository, workflow, {
              event: 'repository_dispatch',
              branch,
              inputs,
              user: login,
            }),
          ),
      );
      return { status: 204 };
    },
    'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches':
      async exchange => {
        const { repository, login } = context.writable(exchange);
        const body = bodyOf(exchange);
        const { ref, inputs: given, return_run_details: wantsRun } = body;
        const branch = String(ref ?? '').replace(/^refs\/heads\//, '');
        if (!(branch in repository.branches))
          throw new GitHubError(422, `No ref found for: ${branch}`);
        const workflow = findWorkflow(
          workflowsOf(hub, repository, branch),
          exchange.params.workflow_id,
        );
        if (!workflow) throw notFound();
        const inputs = asObject(given);
        checkInputs(workflow, inputs);
        const event = 'workflow_dispatch';
        const begun = beginRun(hub, repository, workflow, {
          ...{ event, branch, inputs },
          user: login,
        });
        await hub.publish([begun]);
        if (wantsRun !== true) return { status: 204 };
        const run = views.reports.workflowRun(repository, begun.run);
        return {
          status: 200,
          body: {
            workflow_run_id: run.id,
            run_url: run.url,
            html_url: run.html_url,
          },
        };
      },
    'GET /repos/{owner}/{repo}/actions/runs/{run_id}': exchange => {
      const repository = context.repository(exchange);
      const id = Number(exchange.params.run_id);
      const run = repository.runs?.find(each => each.id === id);
      if (!run) throw notFound();
      return { status: 200, body: views.reports.workflowRun(repository, run) };
    },
  };
};
