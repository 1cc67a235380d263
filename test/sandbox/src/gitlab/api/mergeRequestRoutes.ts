import { created, invalid, pageOf, textOf } from '../answers';
import { openMergeRequest, setLabels } from '../mergeRequests';
import { StoredMergeRequest } from '../model';
import { onMergeRequest, Route } from './Route';

/** Merge requests, what they change, and who set their labels. */
export const mergeRequestRoutes: Route[] = [
  {
    pattern: 'GET /merge_requests',
    answer({ project, views }, { query }) {
      const state = query.get('state') ?? 'all';
      const found = [...project.mergeRequests.values()]
        .filter(one => state === 'all' || one.state === state)
        .sort((one, other) => one.iid - other.iid);
      if (query.get('sort') !== 'asc') found.reverse();
      return pageOf(
        found.map(one => views.mergeRequest(project, one)),
        query,
      );
    },
  },
  {
    pattern: 'POST /merge_requests',
    answer(context, { body }) {
      const { hub, project, user, views } = context;
      const sourceBranch = textOf(body, 'source_branch') ?? '';
      const head = project.branches.get(sourceBranch);
      const title = textOf(body, 'title');
      if (!head || !title) return invalid({ title: ["can't be blank"] });
      const mergeRequest = openMergeRequest(hub, project, {
        author: user,
        title,
        description: textOf(body, 'description'),
        sourceBranch,
        targetBranch: textOf(body, 'target_branch'),
        labels: (textOf(body, 'labels') ?? '').split(',').filter(Boolean),
      });
      return created(views.mergeRequest(project, mergeRequest));
    },
  },
  onMergeRequest('GET', ({ mergeRequest, project, views }) => ({
    ...views.mergeRequest(project, mergeRequest),
    ...countOf(mergeRequest),
  })),
  onMergeRequest('PUT', (context, { body }) => {
    const { hub, mergeRequest, project, user, views } = context;
    const event = textOf(body, 'state_event');
    if (event === 'close') {
      mergeRequest.state = 'closed';
      mergeRequest.closedAt = hub.clock.now();
    } else if (event === 'reopen') {
      mergeRequest.state = 'opened';
      mergeRequest.closedAt = undefined;
    }
    mergeRequest.title = textOf(body, 'title') ?? mergeRequest.title;
    mergeRequest.description =
      textOf(body, 'description') ?? mergeRequest.description;
    if (body.labels !== undefined)
      setLabels(hub, mergeRequest, String(body.labels).split(','), user);
    hub.touch(mergeRequest);
    return views.mergeRequest(project, mergeRequest);
  }),
  onMergeRequest('GET /diffs', ({ mergeRequest }, { query }) =>
    pageOf(changesOf(mergeRequest), query),
  ),
  onMergeRequest(
    'GET /resource_label_events',
    ({ mergeRequest, views }, { query }) =>
      pageOf(
        mergeRequest.labelEvents.map(({ id, user, label, action }) => ({
          id,
          user: views.user(user),
          resource_type: 'MergeRequest',
          label: { name: label },
          action,
        })),
        query,
      ),
  ),
];

function changesOf({ source, sourceBranch }: StoredMergeRequest) {
  const branch = source?.branches.get(sourceBranch);
  if (!branch) return [];
  const { files, begun } = branch;
  const paths = new Set([...files.keys(), ...begun.keys()]);
  return [...paths]
    .filter(path => files.get(path) !== begun.get(path))
    .map(path => ({
      old_path: path,
      new_path: path,
      new_file: !begun.has(path),
      renamed_file: false,
      deleted_file: !files.has(path),
      diff: '',
    }));
}

function countOf(mergeRequest: StoredMergeRequest) {
  const { changesCount, prepared, createdAt } = mergeRequest;
  const counted = String(changesOf(mergeRequest).length);
  return {
    changes_count: changesCount === undefined ? counted : changesCount,
    // eslint-disable-next-line no-restricted-syntax -- GitLab says null
    prepared_at: prepared ? createdAt.toISOString() : null,
  };
}
