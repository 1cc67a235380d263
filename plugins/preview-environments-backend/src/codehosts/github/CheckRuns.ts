import {
  CommitStatusReport,
  PullRequestRef,
  RefusedError,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { GithubClient } from './GithubClient';
import { Ourselves } from './Ourselves';
import { checkRunSchema } from './schemas';

const purpose = { doing: 'write checks', permission: 'Checks: write' };

type CheckRun = z.infer<typeof checkRunSchema>;

const listSchema = z.object({ check_runs: z.array(checkRunSchema) });

/** A check of a commit. It is ours by the App that made it and by its external id, which carries the marker. */
export class CheckRuns {
  readonly #client: GithubClient;
  readonly #ourselves: Ourselves;

  constructor(client: GithubClient, ourselves: Ourselves) {
    this.#client = client;
    this.#ourselves = ourselves;
  }

  async write(
    ref: PullRequestRef,
    report: CommitStatusReport,
  ): Promise<{ statusId: string }> {
    const { owner, name } = ref.repository;
    if (!(await this.#ourselves.areApp(ref.repository)))
      throw new RefusedError(
        `${owner}/${name}: only a GitHub App may ${purpose.doing}, and we have a token there. Use a GitHub App under integrations.github, or set previewEnvironments.feedback.status to status`,
      );
    const known = await this.#search(ref, report);
    if (known && saysSo(known, report)) return { statusId: String(known.id) };
    const edited = known && (await this.#edit(ref, known.id, report));
    const written = edited ?? (await this.#create(ref, report));
    return { statusId: String(written.id) };
  }

  /** The newest of ours: GitHub shows that one. */
  async #search(
    { repository }: PullRequestRef,
    { context, marker, sha }: CommitStatusReport,
  ): Promise<CheckRun | undefined> {
    const reading = await this.#client.read(
      {
        repository,
        route: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
        parameters: { ref: sha, check_name: context, per_page: 100 },
        purpose,
      },
      listSchema,
    );
    return reading?.value.check_runs
      .filter(
        ({ app, external_id: id }) =>
          id === marker && this.#ourselves.isOurApp(repository, app),
      )
      .sort((one, other) => other.id - one.id)[0];
  }

  async #create(
    { repository }: PullRequestRef,
    report: CommitStatusReport,
  ): Promise<CheckRun> {
    const created = await this.#client.write(
      {
        repository,
        route: 'POST /repos/{owner}/{repo}/check-runs',
        parameters: {
          name: report.context,
          head_sha: report.sha,
          external_id: report.marker,
          ...wordsOf(report),
        },
        purpose,
      },
      checkRunSchema,
    );
    if (created) return created;
    const { host, owner, name } = repository;
    throw new RefusedError(
      `${owner}/${name}: ${host} does not let us ${purpose.doing}: give the GitHub App of integrations.github the permission "${purpose.permission}", or set feedback.status to status`,
    );
  }

  /** Undefined when it is not there any more. */
  async #edit(
    { repository }: PullRequestRef,
    id: number,
    report: CommitStatusReport,
  ): Promise<CheckRun | undefined> {
    return this.#client.write(
      {
        repository,
        route: 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
        parameters: { check_run_id: id, ...wordsOf(report) },
        purpose,
      },
      checkRunSchema,
    );
  }
}

function wordsOf({ state, url, description }: CommitStatusReport) {
  return {
    ...(state === 'pending'
      ? { status: 'in_progress' }
      : { status: 'completed', conclusion: state }),
    output: { title: titleOf(state), summary: description },
    ...(url ? { details_url: url } : {}),
  };
}

function titleOf(state: CommitStatusReport['state']): string {
  return state === 'pending' ? 'The preview is not ready yet' : 'The preview';
}

function saysSo(
  { status, conclusion, output, details_url: details }: CheckRun,
  { state, url = '', description }: CommitStatusReport,
): boolean {
  const shown = status === 'completed' ? conclusion : 'pending';
  return (
    shown === state &&
    output.summary === description &&
    // GitHub fills in the App's page where none was given.
    (url === '' || details === url)
  );
}
