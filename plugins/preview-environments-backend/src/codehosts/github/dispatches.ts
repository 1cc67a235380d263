import {
  BuildStart,
  isRefused,
  RefusedError,
  Repository,
  StartedBuild,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { refusesKey } from './errors';
import { GithubClient } from './GithubClient';
import { webAddress } from './webAddress';

const dispatching = {
  doing: 'send repository_dispatch',
  permission: 'Contents: write',
};
const starting = { doing: 'start workflows', permission: 'Actions: write' };

/**
 * Asks GitHub which run a dispatch has begun (github.blog, "Workflow dispatch API now returns run IDs", 2026-02-19). Octokit's types do not
 * have it yet. A GitHub Enterprise Server of before answers without a run, or refuses the key.
 */
const wantsRun = 'return_run_details';

const runDetails = z.object({
  workflow_run_id: z.number().int().positive().transform(String),
  html_url: z.string().optional(),
});

/** Whatever the answer is: a build was begun, and must not be begun again because of it. */
const started = z.unknown().transform((answer): StartedBuild => {
  const { data } = runDetails.safeParse(answer);
  return { runId: data?.workflow_run_id, url: webAddress(data?.html_url) };
});

type Start<Kind extends BuildStart['kind']> = Extract<
  BuildStart,
  { kind: Kind }
>;

/** Begins a build on the default branch. Throws a RefusedError that names the permission when nobody lets us. */
export async function startBuild(
  client: GithubClient,
  repository: Repository,
  build: BuildStart,
): Promise<StartedBuild> {
  const begun =
    build.kind === 'repository-dispatch'
      ? await sendEvent(client, repository, build)
      : await startWorkflow(client, repository, build);
  if (begun) return begun;
  const { host, owner, name, defaultBranch } = repository;
  const { doing, permission } =
    build.kind === 'repository-dispatch' ? dispatching : starting;
  throw new RefusedError(
    `${owner}/${name}: ${host} does not let us ${doing}: ${
      build.kind === 'workflow-dispatch'
        ? `there is no workflow ${build.workflow} on ${defaultBranch}, or `
        : ''
    }the GitHub App or token of integrations.github lacks the permission "${permission}"`,
  );
}

/** GitHub does not say which runs an event begins; there may be any number of them. */
async function sendEvent(
  client: GithubClient,
  repository: Repository,
  { eventType, inputs }: Start<'repository-dispatch'>,
): Promise<StartedBuild | undefined> {
  return client.write(
    {
      repository,
      route: 'POST /repos/{owner}/{repo}/dispatches',
      parameters: { event_type: eventType, client_payload: inputs },
      purpose: dispatching,
    },
    started,
  );
}

async function startWorkflow(
  client: GithubClient,
  repository: Repository,
  { workflow, inputs }: Start<'workflow-dispatch'>,
): Promise<StartedBuild | undefined> {
  const send = (options: Record<string, unknown>) =>
    client.write(
      {
        repository,
        route:
          'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
        parameters: {
          workflow_id: workflow,
          // The pull request's own workflow would be code that nobody has looked at.
          ref: repository.defaultBranch,
          inputs,
          ...options,
        },
        purpose: starting,
      },
      started,
    );
  try {
    return await send({ [wantsRun]: true });
  } catch (error) {
    // Nothing was begun then.
    if (isRefused(error) && refusesKey(error.cause, wantsRun)) return send({});
    throw error;
  }
}
