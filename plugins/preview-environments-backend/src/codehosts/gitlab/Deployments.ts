import {
  DeploymentPlace,
  DeploymentReport,
  PullRequestRef,
  RefusedError,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { withinLimit } from './addressLimit';
import { environmentName } from './environmentName';
import { Environments } from './Environments';
import { GitlabClient } from './GitlabClient';
import { MergeRequests } from './MergeRequests';
import { Projects } from './Projects';
import { Users, userSchema } from './Users';

const purpose = { doing: 'write deployments', role: 'Developer' as const };

/** An environment has one deployment for each commit that was ready. One page of 100. */
const mostPages = 1;

const deploymentSchema = z.object({
  id: z.number(),
  sha: z.string(),
  status: z.string(),
  user: userSchema.nullish(),
});

type Deployment = z.infer<typeof deploymentSchema>;

/**
 * Keeps one deployment of ours for a commit. On GitLab it is the environment that has an address, so that each merge request, and each branch
 * without one, has one of its own, which is stopped when its preview does not answer any more.
 */
export class Deployments {
  readonly #client: GitlabClient;
  readonly #projects: Projects;
  readonly #users: Users;
  readonly #mergeRequests: MergeRequests;
  readonly #environments: Environments;

  constructor(
    client: GitlabClient,
    people: {
      projects: Projects;
      users: Users;
      mergeRequests: MergeRequests;
    },
  ) {
    this.#client = client;
    this.#projects = people.projects;
    this.#users = people.users;
    this.#mergeRequests = people.mergeRequests;
    this.#environments = new Environments(client, people.projects);
  }

  async write(
    ref: PullRequestRef,
    report: DeploymentReport,
  ): Promise<{ deploymentId: string } | undefined> {
    const name = environmentName(ref, report);
    const [newest, known] = await this.#search(ref, name, report.sha);
    if (report.state === 'inactive') {
      if (!known) return undefined;
      // A newer deployment has taken the address over.
      if (newest?.id === known.id)
        await this.#environments.stop(ref.repository, name);
      return { deploymentId: String(known.id) };
    }
    const { stopped } = await this.#environments.ensure(
      ref.repository,
      name,
      withinLimit(report.url),
    );
    const status = report.state === 'success' ? 'success' : 'failed';
    // What was taken over or stopped is not brought back: the newest one counts, and starts the environment.
    const isCurrent = known && newest?.id === known.id && !stopped;
    if (!isCurrent) return this.#create(ref, name, report, status);
    if (known.status !== status) await this.#tell(ref, known.id, status);
    return { deploymentId: String(known.id) };
  }

  /** The newest one has taken the address of the others over. */
  async list(
    ref: PullRequestRef,
    place: DeploymentPlace,
  ): Promise<{ deploymentId: string; sha: string }[]> {
    const { repository } = ref;
    const name = environmentName(ref, place);
    if (!(await this.#environments.isShown(repository, name))) return [];
    const [newest] = await this.#newestFirst(repository, name);
    if (!newest?.user) return [];
    return (await this.#users.areWe(repository, newest.user))
      ? [{ deploymentId: String(newest.id), sha: newest.sha }]
      : [];
  }

  /** The newest of all, and the newest of ours for the commit. */
  async #search(
    { repository }: PullRequestRef,
    environment: string,
    sha: string,
  ): Promise<[Deployment | undefined, Deployment | undefined]> {
    const newestFirst = await this.#newestFirst(repository, environment);
    for (const deployment of newestFirst) {
      const { user } = deployment;
      const isOfCommit = deployment.sha === sha && user;
      if (isOfCommit && (await this.#users.areWe(repository, user)))
        return [newestFirst[0], deployment];
    }
    return [newestFirst[0], undefined];
  }

  async #newestFirst(
    repository: RepositoryRef,
    environment: string,
  ): Promise<Deployment[]> {
    const project = await this.#projects.of(repository);
    const listing = await this.#client.readAll(
      {
        repository,
        path: `${project.path}/deployments`,
        query: { environment, order_by: 'id', sort: 'desc' },
        purpose,
      },
      deploymentSchema,
      mostPages,
    );
    return (listing?.value ?? []).sort((one, other) => other.id - one.id);
  }

  async #create(
    ref: PullRequestRef,
    environment: string,
    { sha, branch }: DeploymentReport,
    status: string,
  ): Promise<{ deploymentId: string }> {
    const head = branch ?? (await this.#sourceBranchOf(ref));
    const { path } = await this.#projects.of(ref.repository);
    const created =
      head !== undefined &&
      (await this.#client.write(
        {
          repository: ref.repository,
          method: 'POST',
          path: `${path}/deployments`,
          // GitLab shows it with merge requests of this branch.
          body: {
            environment,
            sha,
            ref: head,
            tag: false,
            status,
          },
          purpose,
        },
        deploymentSchema,
      ));
    if (!created) throw missing(ref);
    return { deploymentId: String(created.id) };
  }

  async #sourceBranchOf(ref: PullRequestRef): Promise<string | undefined> {
    const found = await this.#mergeRequests.find(ref);
    return found?.answered.source_branch;
  }

  async #tell(ref: PullRequestRef, id: number, status: string): Promise<void> {
    const project = await this.#projects.of(ref.repository);
    const told = await this.#client.write(
      {
        repository: ref.repository,
        method: 'PUT',
        path: `${project.path}/deployments/${id}`,
        body: { status },
        purpose,
      },
      deploymentSchema,
    );
    if (!told) throw missing(ref);
  }
}

function missing({ repository: { host, owner, name } }: PullRequestRef) {
  return new RefusedError(
    `${owner}/${name}: ${host} does not let us ${purpose.doing}: give the owner of the token of integrations.gitlab the role ${purpose.role} there, or switch previewEnvironments.feedback.deployment off`,
  );
}
