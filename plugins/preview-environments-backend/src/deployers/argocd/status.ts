import { isEqual } from 'lodash';
import { DeploymentStatus } from '@previewenv/plugin-preview-environments-node';
import { blockersOf, KubernetesObject } from '../../kubernetes';

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
      operation?: { sync?: { source?: unknown } };
      syncResult?: { source?: unknown };
    };
    conditions?: { type: string; message: string }[];
  };
}

/** Conditions that no waiting repairs. */
const fatal = [
  'InvalidSpecError',
  'ComparisonError',
  'UnknownError',
  'SyncError',
];

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
    return {
      state: 'progressing',
      reason: `Handing the new commit to Argo CD.`,
    };

  const condition = status.conditions?.find(({ type }) => fatal.includes(type));
  if (condition)
    return {
      state: 'degraded',
      reason: `Argo CD, ${name}: ${condition.message}`,
    };
  if (!isEqual(status.sync?.comparedTo?.source, wantedSource)) {
    return {
      state: 'progressing',
      reason: `Argo CD has not yet looked at ${name}.`,
    };
  }
  const operation = status.operationState;
  if (
    operation &&
    ['Failed', 'Error'].includes(operation.phase ?? '') &&
    status.sync?.status !== 'Synced'
  ) {
    return {
      state: 'degraded',
      reason: `Argo CD could not sync ${name}: ${
        operation.message ?? operation.phase
      }`,
    };
  }
  if (status.sync?.status !== 'Synced') {
    return {
      state: 'progressing',
      reason: operation?.message
        ? `Argo CD is syncing ${name}: ${operation.message}`
        : `Argo CD is syncing ${name}.`,
    };
  }
  switch (status.health?.status) {
    case 'Healthy':
      return { state: 'healthy' };
    case 'Degraded':
      return {
        state: 'degraded',
        reason: `Argo CD says that ${name} is degraded.`,
      };
    default:
      return {
        state: 'progressing',
        reason: `Waiting until ${name} is healthy (${
          status.health?.status ?? 'not yet known'
        }).`,
      };
  }
}

/** What a removal that is under way waits for. */
export function deletionOf(
  live: KubernetesObject,
): Extract<DeploymentStatus, { state: 'deleting' }> {
  const error = (live as ApplicationView).status?.conditions?.find(
    ({ type }) => type === 'DeletionError',
  );
  const blockedBy = error ? [error.message] : blockersOf(live);
  return {
    state: 'deleting',
    reason: error
      ? `Argo CD cannot remove ${live.metadata.name}: ${error.message}`
      : `Argo CD is removing ${live.metadata.name}.`,
    blockedBy,
  };
}

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
      type === 'InvalidSpecError' &&
      /cluster|destination/i.test(message) &&
      !/project/i.test(message),
  )?.message;
}
