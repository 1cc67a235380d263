import { isDeepStrictEqual } from 'node:util';
import { addressOf, Cluster, resources, StoredObject } from '../../kubernetes';
import {
  Application,
  ApplicationStatus,
  Operation,
  refreshAnnotation,
  withConditions,
} from './application';
import { compare } from './compare';
import { findProject, isMissing, specErrors } from './project';
import { render, Rendered } from './render/render';
import { SourceReader } from './source';

export interface RefreshOptions {
  cluster: Cluster;
  reader: SourceReader;
  /** The namespace of Argo CD and its projects. */
  home: string;
}

const manager = 'argocd-controller';
const evaluated = [
  'InvalidSpecError',
  'UnknownError',
  'ComparisonError',
  'SyncError',
];

/** Whether the status no longer speaks of what the spec says. */
export function needsRefresh({ metadata, spec, status }: Application): boolean {
  return (
    metadata.annotations?.[refreshAnnotation] !== undefined ||
    !status?.reconciledAt ||
    !isDeepStrictEqual(status.sync?.comparedTo?.source, spec.source) ||
    !isDeepStrictEqual(status.sync?.comparedTo?.destination, spec.destination)
  );
}

/** Milliseconds that self-healing waits after the last sync. */
const selfHealTimeout = 5_000;

interface Automatic {
  operation?: Operation;
  error?: string;
  /** Milliseconds after which another look is due. */
  again?: number;
}

/** Automated sync tries each revision and set of parameters once; a failed one needs a change or a person. */
function automaticOperation(
  application: Application,
  status: ApplicationStatus,
  now: string,
): Automatic {
  const { syncPolicy, source } = application.spec;
  const automated = syncPolicy?.automated;
  if (
    !automated ||
    automated.enabled === false ||
    status.sync?.status !== 'OutOfSync'
  )
    return {};
  const { revision } = status.sync;
  const last = status.operationState;
  const result = last?.syncResult;
  if (
    last?.finishedAt &&
    result?.revision === revision &&
    isDeepStrictEqual(result?.source, source)
  ) {
    if (last.phase !== 'Succeeded')
      return {
        error: `Failed last sync attempt to ${revision}: ${last.message ?? ''}`,
      };
    if (!automated.selfHeal) return {};
    const again =
      Date.parse(last.finishedAt) + selfHealTimeout - Date.parse(now);
    if (again > 0) return { again };
  }
  return {
    operation: {
      initiatedBy: { automated: true },
      retry: syncPolicy.retry ?? { limit: 5 },
      sync: {
        revision,
        prune: automated.prune,
        source,
        syncOptions: syncPolicy.syncOptions,
      },
    },
  };
}

/**
 * Compares what should be with what is, and tells so in the Application's status. Answers in how many milliseconds another
 * look is due, if one is.
 */
export function refresh(
  { cluster, reader, home }: RefreshOptions,
  application: Application & StoredObject,
): number | undefined {
  const now = cluster.storage.timestamp();
  const project = findProject(cluster, home, application);
  const errors = isMissing(project)
    ? [project.error]
    : specErrors(project, application);
  const write = (change: (live: Application) => void): void =>
    cluster.modify<Application>(
      resources.applications,
      addressOf(application),
      live => {
        delete live.metadata.annotations?.[refreshAnnotation];
        change(live);
      },
      { manager },
    );
  if (errors.length) {
    const conditions = errors.map(message => ({
      type: 'InvalidSpecError',
      message,
    }));
    write(live => {
      live.status = {
        ...live.status,
        conditions: withConditions(
          live.status?.conditions,
          evaluated,
          conditions,
          now,
        ),
        sync: { ...live.status?.sync, status: 'Unknown' },
        health: healthAt(live.status, 'Unknown', now),
        reconciledAt: live.status?.reconciledAt ?? now,
      };
    });
    return undefined;
  }
  let rendered: Rendered | undefined;
  let failure: string | undefined;
  try {
    rendered = render(application, reader, home);
  } catch (error) {
    failure = (error as Error).message;
  }
  const comparison = compare(
    cluster,
    application,
    rendered?.objects ?? [],
    home,
  );
  const { source, destination } = application.spec;
  let again: number | undefined;
  write(live => {
    const outOfSync = comparison.resources.some(
      ({ status }) => status !== 'Synced',
    );
    const before = live.status;
    const next: ApplicationStatus = {
      ...before,
      sync: {
        status: comparedStatus(failure, outOfSync),
        revision: rendered?.revision ?? before?.sync?.revision,
        comparedTo: { source, destination },
      },
      health: healthAt(before, comparison.health, now),
      resources: comparison.resources,
      summary: comparison.images.length ? { images: comparison.images } : {},
      resourceHealthSource: 'appTree',
      sourceType: rendered?.sourceType ?? before?.sourceType,
      controllerNamespace: home,
    };
    const automatic: Automatic = live.operation
      ? {}
      : automaticOperation(live, next, now);
    again = automatic.again;
    const found = [
      ...(failure ? [{ type: 'ComparisonError', message: failure }] : []),
      ...(automatic.error
        ? [{ type: 'SyncError', message: automatic.error }]
        : []),
    ];
    next.conditions = withConditions(before?.conditions, evaluated, found, now);
    // The time moves only with something else: a look that finds nothing new writes nothing.
    next.reconciledAt =
      isDeepStrictEqual(strip(before), strip(next)) && !needsRefresh(live)
        ? before?.reconciledAt
        : now;
    live.status = next;
    if (automatic.operation) live.operation = automatic.operation;
  });
  return again;
}

function comparedStatus(
  failure: string | undefined,
  outOfSync: boolean,
): 'Synced' | 'OutOfSync' | 'Unknown' {
  if (failure) return 'Unknown';
  return outOfSync ? 'OutOfSync' : 'Synced';
}

function strip(status: ApplicationStatus | undefined): unknown {
  return JSON.parse(JSON.stringify({ ...status, reconciledAt: undefined }));
}

function healthAt(
  status: ApplicationStatus | undefined,
  code: NonNullable<ApplicationStatus['health']>['status'],
  now: string,
) {
  if (status?.health?.status === code) return status.health;
  return { status: code, lastTransitionTime: now };
}
