import {
  StoredDeployment,
  StoredEnvironment,
  StoredMergeRequest,
  StoredNote,
  StoredProject,
  StoredStatus,
  StoredUser,
} from './model';

/** What of GitLab's own form of an answer is used here, or could be mistaken for it. */
export class GitlabViews {
  readonly #site: string;

  constructor(site: string) {
    this.#site = site;
  }

  user({ id, username, state }: StoredUser) {
    return {
      id,
      username,
      name: username,
      state,
      web_url: `${this.#site}/${username}`,
    };
  }

  project(project: StoredProject) {
    const { id, fullPath, defaultBranch, archived, branches } = project;
    return {
      id,
      name: fullPath.split('/').at(-1),
      path: fullPath.split('/').at(-1),
      path_with_namespace: fullPath,
      default_branch: branches.size > 0 ? defaultBranch : undefined,
      empty_repo: branches.size === 0,
      archived,
      visibility: project.visibility,
      merge_requests_access_level: project.mergeRequestsFor,
      web_url: `${this.#site}/${fullPath}`,
    };
  }

  branch(
    { fullPath, defaultBranch }: StoredProject,
    name: string,
    sha: string,
  ) {
    return {
      name,
      commit: { id: sha, short_id: sha.slice(0, 8) },
      default: name === defaultBranch,
      protected: name === defaultBranch,
      web_url: `${this.#site}/${fullPath}/-/tree/${encodeURI(name)}`,
    };
  }

  mergeRequest(project: StoredProject, stored: StoredMergeRequest) {
    const date = (value: Date | undefined) => value?.toISOString();
    const draft = /^(?:\[draft\]|\(draft\)|draft:)/i.test(stored.title);
    return orNull({
      id: project.id * 1000 + stored.iid,
      iid: stored.iid,
      project_id: project.id,
      target_project_id: project.id,
      source_project_id: stored.source?.id,
      title: stored.title,
      description: stored.description,
      references: {
        short: `!${stored.iid}`,
        relative: `!${stored.iid}`,
        full: `${project.fullPath}!${stored.iid}`,
      },
      state: stored.state,
      draft,
      work_in_progress: draft,
      author: this.user(stored.author),
      labels: stored.labels,
      user_notes_count: stored.notes.filter(({ system }) => !system).length,
      source_branch: stored.sourceBranch,
      target_branch: stored.targetBranch,
      sha: stored.sha,
      created_at: date(stored.createdAt),
      updated_at: date(stored.updatedAt),
      closed_at: date(stored.closedAt),
      merged_at: date(stored.mergedAt),
      web_url: `${this.#site}/${project.fullPath}/-/merge_requests/${
        stored.iid
      }`,
    });
  }

  note(stored: StoredNote, iid: number) {
    return {
      id: stored.id,
      body: stored.body,
      author: this.user(stored.author),
      created_at: stored.createdAt.toISOString(),
      updated_at: stored.updatedAt.toISOString(),
      system: stored.system,
      noteable_type: 'MergeRequest',
      noteable_iid: iid,
    };
  }

  status(stored: StoredStatus) {
    const { id, sha, name, status, targetUrl, description } = stored;
    return orNull({
      id,
      sha,
      name,
      status,
      target_url: targetUrl,
      description,
    });
  }

  environment({ id, name, externalUrl, state }: StoredEnvironment) {
    return orNull({ id, name, external_url: externalUrl, state });
  }

  deployment(stored: StoredDeployment) {
    const { id, sha, ref, status, user, environment } = stored;
    return {
      id,
      sha,
      ref,
      status,
      user: this.user(user),
      environment: this.environment(environment),
    };
  }
}

/** GitLab says null of what there is none of. */
function orNull(answer: Record<string, unknown>): Record<string, unknown> {
  return JSON.parse(
    // eslint-disable-next-line no-restricted-syntax -- JSON has no undefined
    JSON.stringify(answer, (_key, value) =>
      value === undefined ? null : value,
    ),
  );
}
