import { isDeepStrictEqual } from 'node:util';
import { addressOf, resources, StoredObject } from '../../kubernetes';
import { Application, Operation, OperationState } from './application';
import { runSync, SyncOptions } from './sync';

/** Versions that `status.history` keeps. */
const historyLength = 10;

const manager = 'argocd-controller';

/** Milliseconds before a failed sync is tried again: 5 s, 10, 20, 40, … up to three minutes. */
const backOff = (retry: number): number =>
  Math.min(5_000 * 2 ** retry, 180_000);

export interface OperationOptions {
  /** Milliseconds that a sync takes. */
  syncDelay: number;
  /** A sync that is asked so never comes to an end by itself. */
  hangs?: (application: Application & StoredObject) => boolean;
}

/**
 * Carries the Application's `operation` one step on: first it is announced as running, at the next call it is done.
 * Answers in how many milliseconds the next step is due, or undefined when the operation is over.
 */
export function operate(
  options: SyncOptions & OperationOptions,
  application: Application & StoredObject,
): number | undefined {
  const { cluster, syncDelay } = options;
  const operation = application.operation!;
  const now = cluster.storage.timestamp();
  const state = application.status?.operationState;
  const write = (change: (live: Application) => void): void =>
    cluster.modify<Application>(
      resources.applications,
      addressOf(application),
      change,
      { manager },
    );

  const current =
    state && isDeepStrictEqual(state.operation, operation) && !state.finishedAt;
  if (!current) {
    write(live => {
      live.status = {
        ...live.status,
        operationState: { operation, phase: 'Running', startedAt: now },
      };
    });
    return syncDelay;
  }
  if (state.phase === 'Terminating') {
    write(live =>
      finish(live, { phase: 'Failed', message: 'Operation terminated' }, now),
    );
    return undefined;
  }
  if (options.hangs?.(application)) return syncDelay;
  const outcome = runSync(options, application, operation);
  const retries = state.retryCount ?? 0;
  if (outcome.phase !== 'Succeeded' && retries < limitOf(operation)) {
    write(live => {
      live.status!.operationState = {
        ...live.status!.operationState!,
        ...outcome,
        phase: 'Running',
        retryCount: retries + 1,
        message: `${outcome.message}. Retrying attempt #${retries + 1}.`,
      };
    });
    return backOff(retries);
  }
  write(live => finish(live, outcome, now));
  return undefined;
}

function limitOf({ retry }: Operation): number {
  return retry?.limit ?? 0;
}

function finish(
  live: Application,
  outcome: Partial<OperationState>,
  now: string,
): void {
  const state: OperationState = {
    ...live.status!.operationState!,
    ...outcome,
    finishedAt: now,
  };
  live.status = { ...live.status, operationState: state };
  delete live.operation;
  if (state.phase !== 'Succeeded' || !state.syncResult) return;
  const history = live.status.history ?? [];
  const entry = {
    id: (history[history.length - 1]?.id ?? -1) + 1,
    revision: state.syncResult.revision,
    deployedAt: now,
    deployStartedAt: state.startedAt,
    source: state.syncResult.source,
  };
  live.status.history = [...history, entry].slice(-historyLength);
}
