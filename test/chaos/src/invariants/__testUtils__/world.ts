import { JournalEntry } from '../../drive/Journal';
import { ClusterObject, PullRequest } from '../../ground/Ground';
import { Disappearance, Write } from '../../ground/trace';

export const previewId = 'web-pr-7';
export const head = '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d';

/** A write that succeeded. */
export function write(changes: Partial<Write> = {}): Write {
  const verb = changes.verb ?? 'create';
  return {
    kind: 'write',
    at: 0,
    generation: 1,
    verb,
    resource: 'namespaces',
    namespace: undefined,
    name: 'pv-web-pr-7',
    code: verb === 'create' ? 201 : 200,
    previewId,
    ...changes,
  };
}

export function gone(resource: string, name: string): Disappearance {
  return {
    kind: 'gone',
    at: 0,
    resource,
    namespace: undefined,
    name,
    previewId,
  };
}

export function done(changes: Partial<JournalEntry>): JournalEntry {
  return {
    from: changes.at ?? 0,
    at: 0,
    previewId,
    action: 'open',
    wish: 'ready',
    open: true,
    ...changes,
  };
}

export function pullRequest(changes: Partial<PullRequest> = {}): PullRequest {
  return {
    repository: 'web',
    number: 7,
    open: true,
    draft: false,
    labels: ['preview'],
    headSha: head,
    comments: [],
    deployments: [],
    status: undefined,
    ...changes,
  };
}

export function object(
  changes: Partial<ClusterObject> & { text?: string } = {},
): ClusterObject {
  const { text = 'as it was', ...rest } = changes;
  return {
    kind: 'Namespace',
    namespace: undefined,
    name: 'pv-web-pr-7',
    uid: 'one',
    labels: {},
    content: () => text,
    deleting: false,
    syncing: false,
    managers: ['somebody-else'],
    ...rest,
  };
}
