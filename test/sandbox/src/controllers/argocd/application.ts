import { KubernetesObject } from '../../kubernetes';

export interface ApplicationSource {
  repoURL: string;
  path?: string;
  targetRevision?: string;
  helm?: {
    releaseName?: string;
    valueFiles?: string[];
    ignoreMissingValueFiles?: boolean;
    values?: string;
    valuesObject?: Record<string, unknown>;
    parameters?: { name: string; value: string; forceString?: boolean }[];
  };
  kustomize?: {
    images?: string[];
    namePrefix?: string;
    nameSuffix?: string;
    commonLabels?: Record<string, string>;
  };
}

export interface Destination {
  server?: string;
  name?: string;
  namespace?: string;
}

export interface Operation {
  initiatedBy?: { username?: string; automated?: boolean };
  info?: { name: string; value: string }[];
  sync?: {
    revision?: string;
    prune?: boolean;
    source?: ApplicationSource;
    syncOptions?: string[];
  };
  retry?: { limit?: number };
}

export type OperationPhase =
  | 'Running'
  | 'Terminating'
  | 'Failed'
  | 'Error'
  | 'Succeeded';

export interface ResourceResult {
  group: string;
  version: string;
  kind: string;
  namespace: string;
  name: string;
  status: 'Synced' | 'SyncFailed' | 'Pruned';
  message: string;
  hookPhase: string;
  syncPhase: 'Sync';
}

export interface OperationState {
  operation: Operation;
  phase: OperationPhase;
  message?: string;
  startedAt: string;
  finishedAt?: string;
  retryCount?: number;
  syncResult?: {
    revision: string;
    source?: ApplicationSource;
    resources?: ResourceResult[];
  };
}

export interface ApplicationCondition {
  type: string;
  message: string;
  lastTransitionTime?: string;
}

export interface ResourceStatus {
  group?: string;
  version: string;
  kind: string;
  namespace?: string;
  name: string;
  status: 'Synced' | 'OutOfSync' | 'Unknown';
  requiresPruning?: boolean;
}

export type HealthCode =
  | 'Healthy'
  | 'Suspended'
  | 'Progressing'
  | 'Missing'
  | 'Degraded'
  | 'Unknown';

export interface ApplicationStatus {
  sync?: {
    status: 'Synced' | 'OutOfSync' | 'Unknown';
    revision?: string;
    comparedTo?: { source?: ApplicationSource; destination?: Destination };
  };
  health?: { status: HealthCode; lastTransitionTime?: string };
  operationState?: OperationState;
  conditions?: ApplicationCondition[];
  resources?: ResourceStatus[];
  summary?: { images?: string[] };
  history?: {
    id: number;
    revision: string;
    deployedAt: string;
    deployStartedAt: string;
    source?: ApplicationSource;
  }[];
  reconciledAt?: string;
  resourceHealthSource?: string;
  sourceType?: string;
  controllerNamespace?: string;
}

/** An Argo CD Application, as far as its controller's stand-in reads and writes it. */
export interface Application extends KubernetesObject {
  spec: {
    project: string;
    source?: ApplicationSource;
    destination: Destination;
    syncPolicy?: {
      automated?: {
        enabled?: boolean;
        prune?: boolean;
        selfHeal?: boolean;
        allowEmpty?: boolean;
      };
      syncOptions?: string[];
      retry?: { limit?: number };
    };
  };
  status?: ApplicationStatus;
  operation?: Operation;
}

export const refreshAnnotation = 'argocd.argoproj.io/refresh';
export const trackingAnnotation = 'argocd.argoproj.io/tracking-id';
export const resourcesFinalizer = 'resources-finalizer.argocd.argoproj.io';

/** Sets the conditions of the given types to exactly these, and leaves all others. */
export function withConditions(
  current: ApplicationCondition[] = [],
  types: string[],
  conditions: ApplicationCondition[],
  now: string,
): ApplicationCondition[] | undefined {
  const others = current.filter(({ type }) => !types.includes(type));
  const set = conditions.map(({ type, message }) => {
    const same = current.find(
      each => each.type === type && each.message === message,
    );
    return same ?? { type, message, lastTransitionTime: now };
  });
  const all = [...others, ...set];
  return all.length ? all : undefined;
}
