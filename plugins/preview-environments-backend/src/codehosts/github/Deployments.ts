import {
  DeploymentPlace,
  DeploymentReport,
  PullRequestRef,
  RefusedError,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { GithubClient } from './GithubClient';
import { Ourselves } from './Ourselves';
import { deploymentSchema, deploymentStatusSchema } from './schemas';

const purpose = {
  doing: 'write deployments',
  permission: 'Deployments: write',
};

/** One commit has few deployments of ours; each has as many statuses as its preview had states. 3 pages of 100. */
const mostPages = 3;

type Deployment = z.infer<typeof deploymentSchema>;
type DeploymentStatus = z.infer<typeof deploymentStatusSchema>;

/** Keeps one deployment of ours for a commit. What is not known for sure is read first, so that an answer that was lost leads to no double. */
export class Deployments {
  readonly #client: GithubClient;
  readonly #ourselves: Ourselves;

  constructor(client: GithubClient, ourselves: Ourselves) {
    this.#client = client;
    this.#ourselves = ourselves;
  }

  async write(
    ref: PullRequestRef,
    report: DeploymentReport,
  ): Promise<{ deploymentId: string } | undefined> {
    const known =
      (await this.#byId(ref, report)) ?? (await this.#search(ref, report));
    if (known && saysSo(known.last, report))
      return { deploymentId: String(known.id) };
    if (!known && report.state === 'inactive') return undefined;
    const id = known?.id ?? (await this.#create(ref, report));
    if (await this.#tell(ref, id, report)) return { deploymentId: String(id) };
    // Only what was not read before can have been removed unnoticed.
    if (report.sure) return this.write(ref, { ...report, sure: false });
    throw missing(ref);
  }

  /** Those that say nothing yet are listed too: GitHub shows them as on their way. */
  async list(
    ref: PullRequestRef,
    place: DeploymentPlace,
  ): Promise<{ deploymentId: string; sha: string }[]> {
    const shown = [];
    for (const { id, sha } of await this.#ours(ref, place)) {
      const { last } = (await this.#known(ref, id)) ?? {};
      if (last?.state !== 'inactive')
        shown.push({ deploymentId: String(id), sha });
    }
    return shown;
  }

  async #byId(
    ref: PullRequestRef,
    { deploymentId, sure }: DeploymentReport,
  ): Promise<Known | undefined> {
    if (!deploymentId || !/^\d+$/.test(deploymentId)) return undefined;
    const id = Number(deploymentId);
    return sure ? { id, last: undefined } : this.#known(ref, id);
  }

  /** The oldest is the one that an earlier look has written to. */
  async #search(
    ref: PullRequestRef,
    { sha, ...place }: DeploymentReport,
  ): Promise<Known | undefined> {
    const [oldest] = await this.#ours(ref, place, { sha });
    return oldest && this.#known(ref, oldest.id);
  }

  /** Oldest first. A marker alone can be copied by anybody. */
  async #ours(
    ref: PullRequestRef,
    { marker, environment }: DeploymentPlace,
    of: { sha?: string } = {},
  ): Promise<Deployment[]> {
    const { repository } = ref;
    const listing = await this.#client.readAll(
      {
        repository,
        route: 'GET /repos/{owner}/{repo}/deployments',
        parameters: { ...of, environment },
        purpose,
      },
      deploymentSchema,
      mostPages,
    );
    if (!listing) throw missing(ref);
    const marked = listing.value
      .filter(({ payload }) => payload?.marker === marker)
      .sort((one, other) => one.id - other.id);
    const ours = [];
    for (const deployment of marked) {
      const { creator: user, performed_via_github_app } = deployment;
      const author = { user, performed_via_github_app };
      if (await this.#ourselves.made(repository, author)) ours.push(deployment);
    }
    return ours;
  }

  /** Undefined when somebody has removed it. */
  async #known(ref: PullRequestRef, id: number): Promise<Known | undefined> {
    const listing = await this.#client.readAll(
      {
        repository: ref.repository,
        route: 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
        parameters: { deployment_id: id },
        purpose,
      },
      deploymentStatusSchema,
      mostPages,
    );
    if (!listing) return undefined;
    const [last] = listing.value.sort((one, other) => other.id - one.id);
    return { id, last };
  }

  async #create(
    ref: PullRequestRef,
    { marker, sha, environment, description }: DeploymentReport,
  ): Promise<number> {
    const created = await this.#client.write(
      {
        repository: ref.repository,
        route: 'POST /repos/{owner}/{repo}/deployments',
        parameters: {
          ref: sha,
          environment,
          description,
          payload: { marker },
          // GitHub would merge the base branch into the head, and wait for all checks of the commit.
          auto_merge: false,
          required_contexts: [],
          transient_environment: true,
          production_environment: false,
        },
        purpose,
      },
      deploymentSchema,
    );
    if (!created) throw missing(ref);
    return created.id;
  }

  async #tell(
    ref: PullRequestRef,
    id: number,
    { state, environment, url, logUrl, description }: DeploymentReport,
  ): Promise<boolean> {
    const told = await this.#client.write(
      {
        repository: ref.repository,
        route:
          'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
        parameters: {
          deployment_id: id,
          state,
          environment,
          description,
          // Others of the same environment are other previews.
          auto_inactive: false,
          ...(url ? { environment_url: url } : {}),
          ...(logUrl ? { log_url: logUrl } : {}),
        },
        purpose,
      },
      deploymentStatusSchema,
    );
    return told !== undefined;
  }
}

interface Known {
  id: number;
  last: DeploymentStatus | undefined;
}

function saysSo(
  last: DeploymentStatus | undefined,
  { state, url = '', logUrl = '', description }: DeploymentReport,
): boolean {
  return (
    last !== undefined &&
    last.state === state &&
    (last.environment_url ?? '') === url &&
    (last.log_url ?? '') === logUrl &&
    (last.description ?? '') === description
  );
}

function missing({ repository: { host, owner, name } }: PullRequestRef) {
  return new RefusedError(
    `${owner}/${name}: ${host} does not let us ${purpose.doing}: give the GitHub App or token of integrations.github the permission "${purpose.permission}", or switch feedback.deployment off`,
  );
}
