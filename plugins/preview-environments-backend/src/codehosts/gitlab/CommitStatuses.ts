import {
  CommitCheck,
  CommitStatusReport,
  isRefused,
  PullRequestRef,
  RefusedError,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { withinLimit } from './addressLimit';
import { GitlabClient } from './GitlabClient';
import { Projects } from './Projects';

const writing = { doing: 'write commit statuses', role: 'Developer' as const };
const reading = { doing: 'read commit statuses', role: 'Reporter' as const };

/** The last ones of a name; those before them were replaced. One page of 100. */
const mostPages = 1;

const statusSchema = z.object({
  id: z.number(),
  name: z.string(),
  status: z.string(),
  target_url: z.string().nullish(),
  description: z.string().nullish(),
});

type Status = z.infer<typeof statusSchema>;

const states = { pending: 'pending', success: 'success', failure: 'failed' };

/** What ends a job without an image. A job is skipped when one before it has failed. */
const failures: ReadonlySet<string> = new Set([
  'failed',
  'canceled',
  'skipped',
]);

/** The statuses of commits, which on GitLab are its jobs and what others say, under one name each. */
export class CommitStatuses {
  readonly #client: GitlabClient;
  readonly #projects: Projects;

  constructor(client: GitlabClient, projects: Projects) {
    this.#client = client;
    this.#projects = projects;
  }

  /** GitLab has one kind only. */
  async write(
    { repository }: PullRequestRef,
    report: CommitStatusReport,
  ): Promise<{ statusId: string | undefined }> {
    const { context, sha, state, description } = report;
    const url = withinLimit(report.url);
    const last = await this.#last(repository, sha, context, writing);
    const isSaid =
      last?.status === states[state] &&
      (last.target_url ?? '') === (url ?? '') &&
      (last.description ?? '') === description;
    if (!isSaid) await this.#add(repository, { ...report, url }, last);
    return { statusId: undefined };
  }

  async readCheck(
    repository: RepositoryRef,
    sha: string,
    name: string,
  ): Promise<CommitCheck | undefined> {
    const last = await this.#last(repository, sha, name, reading);
    if (!last) return undefined;
    const url = web(last.target_url);
    if (last.status === 'success') return { state: 'succeeded', url };
    return { state: failures.has(last.status) ? 'failed' : 'pending', url };
  }

  async #last(
    repository: RepositoryRef,
    sha: string,
    name: string,
    purpose: typeof writing | typeof reading,
  ): Promise<Status | undefined> {
    const project = await this.#projects.of(repository);
    const commit = encodeURIComponent(sha);
    const listing = await this.#client.readAll(
      {
        repository,
        path: `${project.path}/repository/commits/${commit}/statuses`,
        query: { name, order_by: 'id', sort: 'desc' },
        purpose,
      },
      statusSchema,
      mostPages,
    );
    return listing?.value
      .filter(status => status.name === name)
      .sort((one, other) => other.id - one.id)[0];
  }

  async #add(
    repository: RepositoryRef,
    { context, sha, state, url, description }: CommitStatusReport,
    last: Status | undefined,
  ): Promise<void> {
    const project = await this.#projects.of(repository);
    const body = {
      name: context,
      state: states[state],
      description,
      ...(url ? { target_url: url } : {}),
    };
    try {
      const added = await this.#client.write(
        {
          repository,
          method: 'POST',
          path: `${project.path}/statuses/${encodeURIComponent(sha)}`,
          body,
          purpose: writing,
        },
        z.unknown().transform(() => true),
      );
      if (added) return;
    } catch (error) {
      // Before version 18.3 GitLab refuses a state that it has already, whatever else is new about it.
      if (last?.status === states[state] && isTransition(error)) return;
      throw error;
    }
    const { host, owner, name } = repository;
    throw new RefusedError(
      `${owner}/${name}: ${host} knows no branch with the commit ${sha.slice(
        0,
        8,
      )}, as is so for forks, so that it shows no status for it. Set previewEnvironments.feedback.status to off if you can do without`,
    );
  }
}

function isTransition(error: unknown): boolean {
  return isRefused(error) && /cannot transition status/i.test(error.message);
}

/** Whoever sets a status chooses its address. */
function web(address: string | null | undefined): string | undefined {
  return address && address.length <= 300 && /^https?:\/\//.test(address)
    ? address
    : undefined;
}
