import { HubEvent } from '../model';
import { Views } from '../views';

type Named<Name extends HubEvent['name']> = Extract<HubEvent, { name: Name }>;

/** What of its topic a webhook says, beside what they all say. */
const topics: {
  [Name in HubEvent['name']]: (
    event: Named<Name>,
    views: Views,
  ) => Record<string, unknown>;
} = {
  pull_request: ({ repository, pull, extra }, views) => ({
    number: pull.number,
    pull_request: views.pulls.full(repository, pull),
    ...extra,
  }),
  issue_comment: ({ repository, pull, comment }, views) => ({
    issue: views.pulls.issue(repository, pull),
    comment: views.comments.show(repository, comment),
  }),
  push: pushed,
  status: ({ repository, status }, views) => {
    const { id, state, context, description, target_url, ...said } =
      views.reports.status(repository, status);
    return {
      ...{ id, state, context, description, target_url },
      sha: status.sha,
      name: `${repository.owner}/${repository.name}`,
      created_at: said.created_at,
      updated_at: said.updated_at,
    };
  },
  check_run: ({ repository, checkRun }, views) => ({
    check_run: views.reports.checkRun(repository, checkRun),
  }),
  workflow_run: ({ repository, run }, views) => ({
    workflow_run: views.reports.workflowRun(repository, run),
  }),
  registry_package: ({ image: { name, tag } }) => ({
    registry_package: {
      name: name.split('/').pop(),
      package_type: 'CONTAINER',
      package_version: {
        version: tag,
        package_url: `${name}:${tag}`,
        container_metadata: { tag: { name: tag } },
      },
    },
  }),
  repository: ({ changes }) => (changes ? { changes } : {}),
  installation: ({ action, repositories, sender }, views) => ({
    ...installation(views, sender),
    // GitHub does not say which ones a suspension is about.
    ...(action === 'created' || action === 'deleted'
      ? { repositories: repositories.map(named) }
      : {}),
  }),
  installation_repositories: ({ action, repositories, sender }, views) => ({
    ...installation(views, sender),
    repository_selection: 'selected',
    repositories_added: action === 'added' ? repositories.map(named) : [],
    repositories_removed: action === 'removed' ? repositories.map(named) : [],
  }),
};

/** The body of a webhook, in the shape of GitHub's. */
export function payloadOf(
  event: HubEvent,
  views: Views,
): Record<string, unknown> {
  const topic = topics[event.name] as (
    about: HubEvent,
    by: Views,
  ) => Record<string, unknown>;
  return {
    ...('action' in event ? { action: event.action } : {}),
    ...topic(event, views),
    ...('repository' in event
      ? { repository: views.repositories.show(event.repository) }
      : {}),
    sender: views.accounts.user(event.sender),
  };
}

function pushed({
  branch,
  before,
  after,
  changed,
  sender,
}: Named<'push'>): Record<string, unknown> {
  const gone = /^0+$/.test(after);
  const commit = gone
    ? undefined
    : { id: after, added: [], removed: [], modified: changed };
  return {
    ref: `refs/heads/${branch}`,
    before,
    after,
    created: /^0+$/.test(before),
    deleted: gone,
    forced: false,
    base_ref: null,
    commits: commit ? [commit] : [],
    head_commit: commit ?? null,
    pusher: { name: sender },
  };
}

function installation(views: Views, sender: string): Record<string, unknown> {
  return {
    installation: {
      id: 1,
      html_url: `${views.at.site}/settings/installations/1`,
      account: views.accounts.user(sender),
    },
  };
}

function named(repository: {
  id: number;
  owner: string;
  name: string;
  private: boolean;
}): Record<string, unknown> {
  const { id, owner, name } = repository;
  return {
    id,
    node_id: `R_${id}`,
    name,
    full_name: `${owner}/${name}`,
    private: repository.private,
  };
}
