import { resources, StoredObject, StoreEvent } from '../../kubernetes';
import { Controller } from '../controller';
import { WorkQueue } from '../workQueue';
import { Application, trackingAnnotation } from './application';
import { operate, OperationOptions } from './operate';
import { needsRefresh, refresh, RefreshOptions } from './refresh';
import { advanceRemoval } from './removal';

export interface ApplicationControllerOptions
  extends RefreshOptions,
    OperationOptions {
  /** Milliseconds between a change and the look at it. */
  refreshDelay: number;
}

/** Milliseconds between two looks at Applications that wait for something to go. */
const removalPace = 300;

/** Stands for Argo CD's application controller: compares, syncs and removes what Applications describe. */
export class ApplicationController implements Controller {
  readonly #options: ApplicationControllerOptions;
  #queue: WorkQueue;
  #unsubscribe: (() => void) | undefined;

  constructor(options: ApplicationControllerOptions) {
    this.#options = options;
    this.#queue = this.#newQueue();
  }

  /** Also after a stop: what waited is found again, as by a controller that was restarted. */
  start(): void {
    const { cluster } = this.#options;
    this.#queue = this.#newQueue();
    this.#unsubscribe = cluster.subscribe(event => this.#notice(event));
    for (const application of cluster.list<Application>(resources.applications))
      this.#queue.add(keyOf(application));
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#queue.stop();
  }

  #newQueue(): WorkQueue {
    return new WorkQueue({
      clock: this.#options.cluster.storage.clock,
      name: 'argocd',
      work: key => this.#reconcile(key),
    });
  }

  /** As a look would be asked for by a push to the repository: every Application reads its source again. */
  refreshAll(): void {
    for (const application of this.#options.cluster.list<Application>(
      resources.applications,
    )) {
      this.#queue.add(keyOf(application), this.#options.refreshDelay);
    }
  }

  #notice({ resource, object, type }: StoreEvent): void {
    if (resource === resources.applications) {
      const application = object as Application & StoredObject;
      if (type === 'DELETED') return;
      if (isDue(application)) this.#queue.add(keyOf(object));
      else if (application.operation) return;
      else if (object.metadata.deletionTimestamp)
        this.#queue.add(keyOf(object));
      else if (needsRefresh(application))
        this.#queue.add(keyOf(object), this.#options.refreshDelay);
      return;
    }
    if (resource === resources.appProjects) {
      this.refreshAll();
      return;
    }
    const owner =
      object.metadata.annotations?.[trackingAnnotation]?.split(':')[0];
    if (!owner) return;
    const underscore = owner.indexOf('_');
    const key =
      underscore < 0
        ? `${this.#options.home}/${owner}`
        : `${owner.slice(0, underscore)}/${owner.slice(underscore + 1)}`;
    this.#queue.add(key, this.#options.refreshDelay / 2);
  }

  #reconcile(key: string): void {
    const [namespace, name] = key.split('/');
    const application = this.#options.cluster.get<Application>(
      resources.applications,
      namespace,
      name,
    );
    if (!application) return;
    // The real one finishes what it is at before it removes anything.
    if (application.operation) {
      const after = operate(this.#options, application);
      this.#queue.add(key, after ?? this.#options.refreshDelay);
    } else if (application.metadata.deletionTimestamp) {
      if (advanceRemoval(this.#options, application))
        this.#queue.add(key, removalPace);
    } else {
      const after = refresh(this.#options, application);
      if (after !== undefined) this.#queue.add(key, after);
    }
  }
}

/** Whether an operation waits to be started or to be ended; one that runs has its next step planned. */
function isDue({ operation, status }: Application): boolean {
  const state = status?.operationState;
  return (
    Boolean(operation) &&
    (!state || Boolean(state.finishedAt) || state.phase === 'Terminating')
  );
}

function keyOf({ metadata }: StoredObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}
