import {
  CommitStatusReport,
  PullRequestRef,
  RefusedError,
} from '@previewenv/plugin-preview-environments-node';
import { CheckRuns } from './CheckRuns';
import { GithubClient } from './GithubClient';
import { Ourselves } from './Ourselves';
import { commitStatusSchema } from './schemas';

const purpose = {
  doing: 'write commit statuses',
  permission: 'Commit statuses: write',
};

/** A commit's statuses are listed newest first; ours is looked for among 300. */
const mostPages = 3;

/** The status of a commit under one name. Unless it is known for sure, what it says is read before, so that an answer that was lost leads to no double. */
export class CommitStatuses {
  readonly #client: GithubClient;
  readonly #checks: CheckRuns;

  constructor(client: GithubClient, ourselves: Ourselves) {
    this.#client = client;
    this.#checks = new CheckRuns(client, ourselves);
  }

  async write(
    ref: PullRequestRef,
    report: CommitStatusReport,
  ): Promise<{ statusId: string | undefined }> {
    if (report.as === 'check') return this.#checks.write(ref, report);
    // GitHub adds statuses and changes none: the last one counts.
    const isSaid = !report.sure && (await this.#saysSo(ref, report));
    if (!isSaid) await this.#add(ref, report);
    return { statusId: undefined };
  }

  async #saysSo(
    { repository }: PullRequestRef,
    { context, sha, state, url = '', description }: CommitStatusReport,
  ): Promise<boolean> {
    const listing = await this.#client.readAll(
      {
        repository,
        route: 'GET /repos/{owner}/{repo}/commits/{ref}/statuses',
        parameters: { ref: sha },
        purpose,
      },
      commitStatusSchema,
      mostPages,
    );
    const last = listing?.value.find(one => one.context === context);
    return (
      last !== undefined &&
      last.state === state &&
      (last.target_url ?? '') === url &&
      (last.description ?? '') === description
    );
  }

  async #add(
    { repository }: PullRequestRef,
    { context, sha, state, url, description }: CommitStatusReport,
  ): Promise<void> {
    const added = await this.#client.write(
      {
        repository,
        route: 'POST /repos/{owner}/{repo}/statuses/{sha}',
        parameters: {
          sha,
          context,
          state,
          description,
          ...(url ? { target_url: url } : {}),
        },
        purpose,
      },
      commitStatusSchema,
    );
    if (added) return;
    const { host, owner, name } = repository;
    throw new RefusedError(
      `${owner}/${name}: ${host} does not let us ${purpose.doing}: give the GitHub App or token of integrations.github the permission "${purpose.permission}", or switch feedback.status off`,
    );
  }
}
