import { createHash } from 'node:crypto';
import {
  PullRequest,
  PullRequestListing,
  PullRequestRef,
  RefusedError,
  RepositoryRef,
} from '@previewenv/plugin-preview-environments-node';
import { LRUCache } from 'lru-cache';
import { GitlabClient } from './GitlabClient';
import {
  AnsweredMergeRequest,
  ListedMergeRequest,
  listedMergeRequestSchema,
  mergeRequestSchema,
} from './mergeRequestSchema';
import { Project, Projects, repositoryOf } from './Projects';
import { Users } from './Users';

const purpose = { doing: 'read merge requests', role: 'Reporter' as const };

/** 10,000 open merge requests; a project with more is refused rather than read in part. */
const mostPages = 100;

/** Merge requests as pull requests. */
export class MergeRequests {
  readonly #client: GitlabClient;
  readonly #projects: Projects;
  readonly #users: Users;
  /** What was listed last, by project. */
  readonly #listings = new LRUCache<string, string>({ max: 10_000 });

  constructor(client: GitlabClient, projects: Projects, users: Users) {
    this.#client = client;
    this.#projects = projects;
    this.#users = users;
  }

  async read(ref: PullRequestRef): Promise<PullRequest | undefined> {
    const found = await this.find(ref);
    if (!found) return undefined;
    const { project, answered } = found;
    const { sha } = answered;
    if (!sha)
      throw new RefusedError(
        `merge request !${ref.number} of ${project.owner}/${project.name} has no commit`,
      );
    return this.#toPullRequest(project, { ...answered, sha });
  }

  /** As GitLab answers; undefined when there is none in a project that can be read. */
  async find(
    ref: PullRequestRef,
  ): Promise<{ project: Project; answered: AnsweredMergeRequest } | undefined> {
    const project = await this.#projects.of(ref.repository);
    const answered = await this.#ask(project, ref);
    if (answered) return { project, answered };
    // A merge request is only known to be absent from a project that can be read, and that still is the one of this name.
    const current = await this.#projects.read(ref.repository);
    if (current.id === project.id) return undefined;
    const there = await this.#ask(current, ref);
    return there && { project: current, answered: there };
  }

  /** One without a commit is left out: there is nothing of it that could run. */
  async list(repository: RepositoryRef): Promise<PullRequestListing> {
    const project = await this.#projects.read(repository);
    const listing = await this.#client.readAll(
      {
        repository,
        path: `${project.path}/merge_requests`,
        // Oldest first: a new one changes the last page only.
        query: { state: 'opened', order_by: 'created_at', sort: 'asc' },
        purpose,
      },
      listedMergeRequestSchema,
      mostPages,
    );
    const { host, owner, name } = project;
    if (!listing)
      throw new RefusedError(
        `${owner}/${name}: ${host} does not show us merge requests: they are switched off there, or the owner of the token of integrations.gitlab lacks the role ${purpose.role}`,
      );
    if (!listing.complete)
      throw new RefusedError(
        `${owner}/${name} has more open merge requests than are listed (${
          mostPages * 100
        }); close old ones`,
      );
    // One that was opened or closed during the listing moves the others, so that one may be on two pages.
    const byNumber = new Map(
      listing.value.flatMap(answered => {
        const { iid, sha } = answered;
        return sha ? [[iid, { ...answered, sha }] as const] : [];
      }),
    );
    const pullRequests: PullRequest[] = [];
    for (const answered of byNumber.values())
      pullRequests.push(await this.#toPullRequest(project, answered));
    return this.#isKnown(project, pullRequests)
      ? { kind: 'unchanged' }
      : { kind: 'complete', pullRequests };
  }

  async #ask(
    project: Project,
    { repository, number }: PullRequestRef,
  ): Promise<AnsweredMergeRequest | undefined> {
    const path = `${project.path}/merge_requests/${number}`;
    return this.#client.read({ repository, path, purpose }, mergeRequestSchema);
  }

  async #toPullRequest(
    project: Project,
    answered: ListedMergeRequest & { sha: string },
  ): Promise<PullRequest> {
    const { iid, state, author, named, user_notes_count: notes } = answered;
    const isOver = state === 'closed' || state === 'merged';
    return {
      repository: repositoryOf(project),
      number: iid,
      title: answered.draft ? withoutMark(answered.title) : answered.title,
      url: answered.web_url,
      author: await this.#users.describe(project, author),
      state: isOver ? 'closed' : 'open',
      draft: answered.draft,
      labels: answered.labels,
      head: {
        sha: answered.sha,
        ref: answered.source_branch,
        repositoryId:
          answered.source_project_id === undefined
            ? undefined
            : String(answered.source_project_id),
      },
      base: { ref: answered.target_branch },
      ...(named && {
        dependsOn: named.map(({ owner, name, number }) => ({
          repository: { host: project.host, owner, name },
          number,
        })),
      }),
      ...(notes === 0 && { uncommented: true }),
      updatedAt: answered.updated_at,
      closedAt: isOver
        ? answered.merged_at ?? answered.closed_at ?? answered.updated_at
        : undefined,
    };
  }

  /** Whether this process has answered with just that last: what GitLab calls unchanged another replica may have read. */
  #isKnown(project: Project, pullRequests: PullRequest[]): boolean {
    const key = `${project.host}${project.path}`;
    const content = createHash('sha256')
      .update(JSON.stringify(pullRequests))
      .digest('hex');
    const isKnown = this.#listings.get(key) === content;
    this.#listings.set(key, content);
    return isKnown;
  }
}

/** GitLab marks drafts by the begin of their title. */
function withoutMark(title: string): string {
  return title.replace(/^(?:\s*(?:\[draft\]|\(draft\)|draft:))+\s*/i, '');
}
