import {
  BuildStart,
  CommitCheck,
  Repository,
  RepositoryRef,
  StartedBuild,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { startBuild } from './dispatches';
import { GithubClient } from './GithubClient';
import { webAddress } from './webAddress';

const readingChecks = { doing: 'read checks', permission: 'Checks: read' };
const readingStatuses = {
  doing: 'read commit statuses',
  permission: 'Commit statuses: read',
};
const readingRuns = {
  doing: 'read workflow runs',
  permission: 'Actions: read',
};

const checkRuns = z.object({
  check_runs: z.array(
    z.object({
      id: z.number(),
      status: z.string(),
      conclusion: z.string().nullable(),
      html_url: z.string().nullish(),
    }),
  ),
});

const statuses = z.array(
  z.object({
    context: z.string(),
    state: z.string(),
    target_url: z.string().nullish(),
  }),
);

const workflowRun = z.object({
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
  html_url: z.string().nullish(),
});

/** What ends a check without an image. */
const failures: ReadonlySet<string | null> = new Set([
  'failure',
  'cancelled',
  'timed_out',
  'startup_failure',
]);
/** A run that ends so goes on only when somebody lets it. */
const actionRequired = 'action_required';

/** Builds on GitHub: begun by an event or a workflow, followed by the checks and statuses of a commit. */
export class Builds {
  readonly #client: GithubClient;

  constructor(client: GithubClient) {
    this.#client = client;
  }

  async start(
    repository: Repository,
    build: BuildStart,
  ): Promise<StartedBuild> {
    return startBuild(this.#client, repository, build);
  }

  /** A run is one of the default branch, whatever commit it builds: the checks of that commit do not tell of it. */
  async readRun(
    repository: RepositoryRef,
    runId: string,
  ): Promise<CommitCheck | undefined> {
    const reading = await this.#client.read(
      {
        repository,
        route: 'GET /repos/{owner}/{repo}/actions/runs/{run_id}',
        parameters: { run_id: Number(runId), exclude_pull_requests: true },
        purpose: readingRuns,
      },
      workflowRun,
    );
    if (!reading) return undefined;
    const { status, conclusion, html_url: address } = reading.value;
    const url = webAddress(address);
    if (status !== 'completed') return { state: 'pending', url };
    const isFailed = failures.has(conclusion) || conclusion === actionRequired;
    return { state: isFailed ? 'failed' : 'succeeded', url };
  }

  async readCheck(
    repository: RepositoryRef,
    sha: string,
    name: string,
  ): Promise<CommitCheck | undefined> {
    return (
      (await this.#readRun(repository, sha, name)) ??
      this.#readStatus(repository, sha, name)
    );
  }

  async #readRun(
    repository: RepositoryRef,
    sha: string,
    name: string,
  ): Promise<CommitCheck | undefined> {
    const reading = await this.#client.read(
      {
        repository,
        route: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
        parameters: { ref: sha, check_name: name, filter: 'latest' },
        purpose: readingChecks,
      },
      checkRuns,
    );
    const [latest] = (reading?.value.check_runs ?? []).sort(
      (one, other) => other.id - one.id,
    );
    if (!latest) return undefined;
    const { status, conclusion, html_url: url } = latest;
    if (status !== 'completed')
      return { state: 'pending', url: webAddress(url) };
    return {
      state: failures.has(conclusion) ? 'failed' : 'succeeded',
      url: webAddress(url),
    };
  }

  /** GitHub lists the newest first. */
  async #readStatus(
    repository: RepositoryRef,
    sha: string,
    name: string,
  ): Promise<CommitCheck | undefined> {
    const reading = await this.#client.read(
      {
        repository,
        route: 'GET /repos/{owner}/{repo}/commits/{ref}/statuses',
        parameters: { ref: sha, per_page: 100 },
        purpose: readingStatuses,
      },
      statuses,
    );
    const status = reading?.value.find(({ context }) => context === name);
    if (!status) return undefined;
    const url = webAddress(status.target_url);
    if (status.state === 'pending') return { state: 'pending', url };
    return { state: status.state === 'success' ? 'succeeded' : 'failed', url };
  }
}
