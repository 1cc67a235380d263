import {
  meshTargetName,
  PullRequest,
} from '@previewenv/plugin-preview-environments-node';
import { alive } from '../alive';
import { DesiredPreview } from '../desired';
import { PreviewRecord } from '../record';
import { commitOf } from '../trust';
import { Face, FaceState, Link, Stand } from './types';

/** A preview as the store remembers it. */
export function faceOf(record: PreviewRecord): Face {
  const { pullRequest, group, components } = record;
  const state = stateOf(record);
  const stands = state === 'running' ? group?.stands ?? [] : [];
  return {
    ...identityOf(record.id, pullRequest),
    since: record.createdAt.getTime(),
    state,
    answers: state === 'running' && record.liveSha !== undefined,
    clusters:
      state === 'running'
        ? [...new Set(components.map(({ cluster }) => cluster))].sort()
        : [],
    namespace: components[0]?.namespace,
    links: state === 'closed' || state === 'none' ? [] : group?.links ?? [],
    stands,
  };
}

/** A preview as a look is about to make it. */
export function faceInLook(
  previewId: string,
  look: {
    pullRequest: PullRequest;
    record: PreviewRecord | undefined;
    observedAt: Date;
    links: Link[];
  },
  desired: DesiredPreview,
): Face {
  const { record, pullRequest, observedAt, links } = look;
  const living = alive(record) ? record : undefined;
  return {
    ...identityOf(previewId, pullRequest),
    since: (living?.createdAt ?? observedAt).getTime(),
    state: 'running',
    answers: living?.liveSha !== undefined,
    clusters: desired.workspaces.map(({ cluster }) => cluster).sort(),
    namespace: desired.workspaces[0]?.namespace,
    links,
    stands: standsOf(desired),
  };
}

/** The Services that the components stand for. */
export function standsOf({ components }: DesiredPreview): Stand[] {
  return components
    .flatMap(({ mesh }) => mesh)
    .map(({ target, backend }) => ({
      cluster: target.cluster,
      target: meshTargetName(target),
      service: target.service,
      namespace: target.namespace,
      protocol: target.protocol,
      to: {
        service: backend.service,
        namespace: backend.namespace,
        port: backend.port,
      },
    }));
}

function identityOf(
  previewId: string,
  { repository, number, url }: PullRequest,
): Pick<Face, 'previewId' | 'repository' | 'number' | 'url'> {
  const { host, owner, name, id, public: isPublic } = repository;
  return {
    previewId,
    repository: { host, owner, name, id, public: isPublic },
    number,
    url,
  };
}

function stateOf(record: PreviewRecord): FaceState {
  const { phase, pullRequest, closedAt, blockedBy } = record;
  if (pullRequest.state === 'closed' || closedAt) return 'closed';
  if (phase === 'gone' || phase === 'terminating') return 'none';
  if (phase === 'asleep') return 'asleep';
  if (commitOf(record) !== undefined) return 'running';
  if (phase !== 'awaiting-approval') return 'none';
  const byPeople = blockedBy.some(one => one === 'approval' || one === 'label');
  return byPeople ? 'waiting' : 'held';
}
