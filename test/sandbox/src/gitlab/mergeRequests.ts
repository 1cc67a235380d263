import { GitlabHub } from './GitlabHub';
import { StoredMergeRequest, StoredProject, StoredUser } from './model';

/** Opens one from a branch that is there, of the project itself or of a fork of it. */
export function openMergeRequest(
  hub: GitlabHub,
  project: StoredProject,
  options: {
    author: StoredUser;
    sourceBranch: string;
    title?: string;
    description?: string;
    targetBranch?: string;
    labels?: string[];
    source?: StoredProject;
  },
): StoredMergeRequest {
  const { author, sourceBranch, labels = [], source = project } = options;
  const now = hub.clock.now();
  const mergeRequest: StoredMergeRequest = {
    iid: project.mergeRequests.size + 1,
    title: options.title ?? `Merge ${sourceBranch}`,
    description: options.description,
    author,
    state: 'opened',
    labels: [],
    labelEvents: [],
    sourceBranch,
    targetBranch: options.targetBranch ?? project.defaultBranch,
    source,
    sha: source.branches.get(sourceBranch)?.sha,
    createdAt: now,
    updatedAt: now,
    closedAt: undefined,
    mergedAt: undefined,
    notes: [],
    changesCount: undefined,
    prepared: true,
  };
  project.mergeRequests.set(mergeRequest.iid, mergeRequest);
  setLabels(hub, mergeRequest, labels, author);
  return mergeRequest;
}

/** Makes the labels be those, and remembers who did it. */
export function setLabels(
  hub: GitlabHub,
  mergeRequest: StoredMergeRequest,
  labels: string[],
  user: StoredUser,
): void {
  const event = (label: string, action: 'add' | 'remove') => ({
    id: hub.nextId(),
    user,
    label,
    action,
  });
  const { labels: before, labelEvents } = mergeRequest;
  labelEvents.push(
    ...before
      .filter(label => !labels.includes(label))
      .map(label => event(label, 'remove')),
    ...labels
      .filter(label => !before.includes(label))
      .map(label => event(label, 'add')),
  );
  mergeRequest.labels = labels;
}
