import { Cluster, isRefusal, KubernetesObject, resources } from '../kubernetes';

export interface EventText {
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
}

interface EventObject extends KubernetesObject {
  count: number;
  lastTimestamp: string;
}

/** Writes Kubernetes Events; the same event again is counted on the one that is there. */
export class EventRecorder {
  readonly #cluster: Cluster;
  readonly #component: string;

  constructor(options: { cluster: Cluster; component: string }) {
    this.#cluster = options.cluster;
    this.#component = options.component;
  }

  record(about: KubernetesObject, { type, reason, message }: EventText): void {
    const now = this.#cluster.storage.timestamp();
    const { namespace, name, uid } = about.metadata;
    const same = this.#cluster
      .list<EventObject>(resources.events, { namespace })
      .find(event => {
        const involved = event.involvedObject as { uid?: string };
        return (
          involved.uid === uid &&
          event.reason === reason &&
          event.message === message
        );
      });
    const options = { manager: this.#component };
    if (same) {
      this.#cluster.modify<EventObject>(
        resources.events,
        { namespace, name: same.metadata.name },
        event => {
          event.count += 1;
          event.lastTimestamp = now;
        },
        options,
      );
      return;
    }
    const event: EventObject = {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: '', generateName: `${name}.`, namespace },
      involvedObject: {
        apiVersion: about.apiVersion,
        kind: about.kind,
        namespace,
        name,
        uid,
        resourceVersion: about.metadata.resourceVersion,
      },
      type,
      reason,
      message,
      count: 1,
      firstTimestamp: now,
      lastTimestamp: now,
      source: { component: this.#component },
      reportingComponent: this.#component,
      reportingInstance: '',
    };
    try {
      this.#cluster.create(resources.events, event, options);
    } catch (error) {
      // A namespace that goes away takes no events.
      if (!isRefusal(error, 403) && !isRefusal(error, 404)) throw error;
    }
  }
}
