import { HubEvent } from '../model';
import { Views } from '../views';

/** The body of a webhook, in the shape of GitHub's. */
export function payloadOf(
  event: HubEvent,
  views: Views,
): Record<string, unknown> {
  const common = {
    repository: views.repository(event.repository),
    sender: views.user(event.sender),
  };
  if (event.name === 'pull_request') {
    return {
      action: event.action,
      number: event.pull.number,
      pull_request: views.fullPull(event.repository, event.pull),
      ...event.extra,
      ...common,
    };
  }
  if (event.name === 'issue_comment') {
    const pull = views.pull(event.repository, event.pull);
    return {
      action: event.action,
      issue: {
        ...pull,
        pull_request: { url: pull.url, html_url: pull.html_url },
      },
      comment: views.comment(event.repository, event.comment),
      ...common,
    };
  }
  const gone = /^0+$/.test(event.after);
  return {
    ref: `refs/heads/${event.branch}`,
    before: event.before,
    after: event.after,
    created: /^0+$/.test(event.before),
    deleted: gone,
    forced: false,
    base_ref: null,
    commits: gone
      ? []
      : [{ id: event.after, added: [], removed: [], modified: event.changed }],
    head_commit: gone
      ? null
      : { id: event.after, added: [], removed: [], modified: event.changed },
    pusher: { name: event.sender },
    ...common,
  };
}
