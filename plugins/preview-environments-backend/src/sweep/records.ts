import {
  forgotten,
  ObjectSummary,
  PreviewRecord,
  rebuiltLife,
} from '../preview';
import { PreviewChange } from '../store';
import { Group, Unremembered } from './compare';
import { FoundObject } from './inventory';

/** Older than every reading, so that the next one is believed whatever it says. */
const never = new Date(0).toISOString();

/**
 * The record of a preview that only a cluster remembers (rule 7.20). What the stamp does not say is left empty: the look that
 * follows reads it from the code host, and finds what runs as it is wanted.
 */
export function rebuiltRecord(
  { previewId: id, clusters, objects, stamp }: Unremembered,
  now: Date,
): PreviewRecord {
  const repository = { ...stamp.repository, defaultBranch: '' };
  const createdAt = stamp.createdAt ?? now;
  return {
    id,
    generation: 1,
    repository,
    commit: objects.find(({ headSha }) => headSha !== undefined)?.headSha,
    approval: stamp.approval && { ...stamp.approval, at: now },
    branch: stamp.branch,
    request:
      stamp.requestedBy === undefined
        ? undefined
        : {
            requestedBy: stamp.requestedBy,
            at: createdAt,
            // Put off or not, the lease ends when its Namespace says so.
            ...(stamp.branch && { until: stamp.expiresAt ?? now }),
          },
    pullRequest: {
      repository,
      number: stamp.number,
      title: stamp.branch?.name ?? `Pull request ${stamp.number}`,
      url: stamp.url,
      author: { login: '', bot: false },
      state: 'open',
      draft: false,
      labels: [],
      head: {
        sha: '',
        ref: stamp.branch?.name ?? '',
        repositoryId: stamp.branch && repository.id,
      },
      base: { ref: '' },
      updatedAt: never,
      closedAt: undefined,
    },
    phase: 'provisioning',
    reason: `Rebuilt from what was found in ${inClusters(clusters)}: ${names(
      objects,
    )}.`,
    phaseSince: now,
    blockedBy: [],
    url: undefined,
    liveSha: undefined,
    components: [],
    createdAt,
    readyAt: undefined,
    expiresAt: stamp.expiresAt,
    kept: stamp.kept,
    expiry: rebuiltLife(stamp, now),
    admittedAt: createdAt,
    closedAt: undefined,
    removal: undefined,
    asleep:
      stamp.asleepBy === undefined
        ? undefined
        : { requestedBy: stamp.asleepBy, at: now, headSha: undefined },
    redeploy: undefined,
    resync: undefined,
    release: undefined,
    closing: undefined,
    stuckSince: undefined,
    doubt: undefined,
    comment: undefined,
    feedback: forgotten,
    answer: undefined,
    cleanup: stamp.cleanup
      .filter(({ cluster }) => clusters.includes(cluster))
      .map(job => ({
        job,
        round: 0,
        startedAt: undefined,
        result: undefined,
      })),
    clusters,
    objects: objects.map(summary),
    steps: {
      awaitingImageSince: undefined,
      verifyingSince: undefined,
      drainingSince: undefined,
    },
  };
}

/** Stands for a preview that nobody knows while what is left of it goes. It is never stored. */
export function nobodysRecord(
  { previewId, cluster, objects }: Group & { previewId: string },
  now: Date,
): PreviewRecord {
  return rebuiltRecord(
    {
      previewId,
      clusters: [cluster],
      objects,
      stamp: {
        repository: { host: '', owner: '', name: '', id: '' },
        number: 0,
        url: '',
        createdAt: now,
        expiresAt: undefined,
        kept: false,
        approval: undefined,
        requestedBy: undefined,
        cleanup: [],
      },
    },
    now,
  );
}

/** What is left of a preview that was gone goes the way that everything goes: its removal begins once more, where it was found. */
export function leftoversLeave(
  before: PreviewRecord,
  found: { clusters: string[]; objects: ObjectSummary[] },
  now: Date,
): PreviewChange {
  const reason = `Found again in ${inClusters(found.clusters)}: ${names(
    found.objects,
  )}.`;
  return {
    record: {
      ...before,
      phase: 'terminating',
      reason,
      phaseSince: now,
      blockedBy: [],
      release: undefined,
      closing: undefined,
      stuckSince: undefined,
      clusters: [...new Set([...before.clusters, ...found.clusters])].sort(),
      objects: found.objects.map(summary),
    },
    reason,
  };
}

/** Something of it is where its record does not say. */
export function foundElsewhere(
  before: PreviewRecord,
  clusters: string[],
): PreviewChange {
  return {
    record: {
      ...before,
      clusters: [...new Set([...before.clusters, ...clusters])].sort(),
    },
    reason: `Something of it was found in ${inClusters(clusters)}.`,
  };
}

function inClusters(clusters: string[]): string {
  return `${clusters.length === 1 ? 'cluster' : 'clusters'} ${clusters.join(
    ', ',
  )}`;
}

function names(objects: ObjectSummary[]): string {
  return objects
    .map(({ kind, namespace, name }) =>
      namespace ? `${kind} ${namespace}/${name}` : `${kind} ${name}`,
    )
    .join(', ');
}

function summary({
  cluster,
  apiVersion,
  kind,
  namespace,
  name,
}: ObjectSummary | FoundObject): ObjectSummary {
  return { cluster, apiVersion, kind, namespace, name };
}
