import { isEqual } from 'lodash';
import { DeploymentStatus } from '@previewenv/plugin-preview-environments-node';
import { blockersOf, KubernetesObject } from '../../kubernetes';
import { runningOperation } from './operation';

/** The fields of an Application that are read (Argo CD, Application specification). */
export interface ApplicationView {
  spec?: { source?: unknown };
  operation?: unknown;
  status?: {
    sync?: { status?: string; comparedTo?: { source?: unknown } };
    health?: { status?: string };
    operationState?: {
      phase?: string;
      message?: string;
      syncResult?: { source?: unknown };
    };
    conditions?: { type: string; message: string }[];
  };
}

/** Conditions on which Argo CD gives up before it compares anything: a project, repository or destination that can't be used. */
const beforeComparison = ['InvalidSpecError', 'UnknownError'];

/** Conditions of the source that was compared last. */
const ofComparison = ['ComparisonError', 'SyncError'];

/**
 * How an Application is doing with the source that is wanted now. An Application keeps its old status until its
 * controller has compared the new source; that status says nothing of the new commit.
 */
export function statusOf(
  live: KubernetesObject | undefined,
  wantedSource: unknown,
): DeploymentStatus {
  if (!live) return { state: 'absent' };
  const { name } = live.metadata;
  const { spec, status = {} } = live as ApplicationView;
  if (live.metadata.deletionTimestamp) return deletionOf(live);
  if (!isEqual(spec?.source, wantedSource))
    return progressing('Handing the new commit to Argo CD.');
  const unusable = problemIn(status, beforeComparison);
  if (unusable) return degraded(`Argo CD, ${name}: ${unusable}`);
  if (!isEqual(status.sync?.comparedTo?.source, wantedSource))
    return progressing(`Argo CD has not yet looked at ${name}.`);
  const failed = problemIn(status, ofComparison);
  if (failed) return degraded(`Argo CD, ${name}: ${failed}`);
  return status.sync?.status === 'Synced'
    ? healthOf(name, status)
    : syncOf(name, operationOn(status, wantedSource));
}

type Status = NonNullable<ApplicationView['status']>;

function progressing(reason: string): DeploymentStatus {
  return { state: 'progressing', reason };
}

function degraded(reason: string): DeploymentStatus {
  return { state: 'degraded', reason };
}

function syncOf(
  name: string,
  operation: Status['operationState'],
): DeploymentStatus {
  const { phase = '', message } = operation ?? {};
  return ['Failed', 'Error'].includes(phase)
    ? {
        state: 'degraded',
        reason: `Argo CD could not sync ${name}: ${message ?? phase}`,
        stuck: true,
      }
    : progressing(
        message
          ? `Argo CD is syncing ${name}: ${message}`
          : `Argo CD is syncing ${name}.`,
      );
}

function healthOf(name: string, { health }: Status): DeploymentStatus {
  switch (health?.status) {
    case 'Healthy':
      return { state: 'healthy' };
    case 'Degraded':
      return degraded(`Argo CD says that ${name} is degraded.`);
    default:
      return progressing(
        `Waiting until ${name} is healthy (${
          health?.status ?? 'not yet known'
        }).`,
      );
  }
}

function problemIn(status: Status, types: string[]): string | undefined {
  return status.conditions?.find(({ type }) => types.includes(type))?.message;
}

/** The last sync, unless it was one of another source: until a new one starts, Argo CD shows how the commit before fared. */
function operationOn(
  { operationState }: Status,
  wantedSource: unknown,
): Status['operationState'] {
  const synced = operationState?.syncResult?.source;
  return synced === undefined || isEqual(synced, wantedSource)
    ? operationState
    : undefined;
}

/** What a removal that is under way waits for. */
export function deletionOf(
  live: KubernetesObject,
): Extract<DeploymentStatus, { state: 'deleting' }> {
  const error = (live as ApplicationView).status?.conditions?.find(
    ({ type }) => type === 'DeletionError',
  );
  const operation = runningOperation(live);
  const blockedBy = error
    ? [error.message]
    : [...(operation ? [operation] : []), ...blockersOf(live)];
  return {
    state: 'deleting',
    reason: error
      ? `Argo CD cannot remove ${live.metadata.name}: ${error.message}`
      : `Argo CD is removing ${live.metadata.name}${
          operation ? `, but ${operation}` : ''
        }.`,
    blockedBy,
  };
}

/** What Argo CD says of a destination that it can't tell (GetDestinationCluster in its util/argo). */
const unknownDestination =
  /error getting cluster by|there are (no|\d+) clusters with th(is|e same) name|unable to find destination|destination server missing|can't have both name and server/i;

/**
 * Why the Application must not be deleted now: with an unknown destination Argo CD would drop its finalizer and abandon
 * everything that it made (rule 7.17).
 */
export function abandonsWhenDeleted(
  live: KubernetesObject,
): string | undefined {
  const conditions = (live as ApplicationView).status?.conditions ?? [];
  return conditions.find(
    ({ type, message }) =>
      type === 'InvalidSpecError' && unknownDestination.test(message),
  )?.message;
}
