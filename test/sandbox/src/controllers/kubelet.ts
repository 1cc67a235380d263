import { addressOf, Cluster, resources, StoredObject } from '../kubernetes';
import { parseReference } from '../registry';
import { ContainerRuntime, RunningPod } from '../services';
import { Controller } from './controller';
import { EventRecorder } from './eventRecorder';
import { ImagePuller, Pulled } from './imagePuller';
import { Pod } from './kinds';
import { ended, running, waiting } from './podStatus';
import { endingOf, isOver, linesOf, runsOnce } from './runOnce';
import { WorkQueue } from './workQueue';

export interface KubeletOptions {
  cluster: Cluster;
  runtime: ContainerRuntime;
  puller: ImagePuller;
  /** Milliseconds that a pod takes to be placed and its image to be pulled. */
  startDelay: number;
  /** Milliseconds that a pod takes to stop. */
  stopDelay: number;
}

/** The longest time between two attempts to pull, in milliseconds; a real kubelet's is 300 s. */
const longestBackOff = 15_000;

const manager = 'kubelet';
const node = 'sandbox-node';

/** Places pods on the one node, pulls their images, runs them, and stops them. */
export class Kubelet implements Controller {
  readonly #options: KubeletOptions;
  readonly #cluster: Cluster;
  readonly #events: EventRecorder;
  readonly #queue: WorkQueue;
  readonly #running = new Map<string, RunningPod>();
  readonly #attempts = new Map<string, number>();
  #unsubscribe: (() => void) | undefined;

  constructor(options: KubeletOptions) {
    this.#options = options;
    this.#cluster = options.cluster;
    this.#events = new EventRecorder({
      cluster: options.cluster,
      component: 'kubelet',
    });
    this.#queue = new WorkQueue({
      clock: options.cluster.storage.clock,
      name: 'kubelet',
      work: key => this.#reconcile(key),
    });
  }

  start(): void {
    this.#unsubscribe = this.#cluster.subscribe(
      ({ resource, object, type }) => {
        if (resource !== resources.pods) return;
        const key = keyOf(object);
        if (type === 'ADDED')
          this.#queue.add(key, this.#options.startDelay / 2);
        else if (type === 'DELETED') this.#queue.add(key);
        else if (object.metadata.deletionTimestamp)
          this.#queue.add(key, this.#options.stopDelay);
      },
    );
    for (const pod of this.#cluster.list(resources.pods))
      this.#queue.add(keyOf(pod));
  }

  async stop(): Promise<void> {
    this.#unsubscribe?.();
    this.#queue.stop();
    await Promise.all([...this.#running.values()].map(pod => pod.stop()));
    this.#running.clear();
  }

  async #reconcile(key: string): Promise<void> {
    const [namespace, name, uid] = key.split('/');
    const pod = this.#cluster.get<Pod>(resources.pods, namespace, name);
    if (!pod || pod.metadata.uid !== uid) {
      await this.#halt(uid);
    } else if (pod.metadata.deletionTimestamp) {
      await this.#halt(uid);
      this.#cluster.delete(resources.pods, addressOf(pod), {
        gracePeriodSeconds: 0,
        uid,
      });
    } else if (isOver(pod)) {
      // Nothing of it runs any more; its log stays until it is deleted.
    } else if (!pod.spec.nodeName) {
      this.#place(pod);
    } else if (!this.#running.has(uid)) {
      await this.#launch(pod);
    } else if (runsOnce(pod)) {
      this.#end(pod);
    }
  }

  #end(pod: Pod & StoredObject): void {
    const ending = endingOf(pod);
    if (ending === 'hangs') return;
    this.#setStatus(pod, (live, now) =>
      ended(live, ending === 'succeeds', now),
    );
  }

  async #halt(uid: string): Promise<void> {
    const pod = this.#running.get(uid);
    this.#running.delete(uid);
    this.#attempts.delete(uid);
    await pod?.stop();
  }

  #place(pod: Pod & StoredObject): void {
    this.#cluster.modify<Pod>(
      resources.pods,
      addressOf(pod),
      live => {
        live.spec.nodeName = node;
      },
      { manager: 'kube-scheduler' },
    );
    this.#record(
      pod,
      'Normal',
      'Scheduled',
      `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${node}`,
    );
    this.#setStatus(pod, (live, now) => waiting(live, {}, now));
    this.#queue.add(keyOf(pod), this.#options.startDelay / 2);
  }

  async #launch(pod: Pod & StoredObject): Promise<void> {
    const pulls = pod.spec.containers.map(({ name, image }) => ({
      name,
      reference: image,
      pulled: this.#pull(pod, image),
    }));
    const failures = pulls.flatMap(({ name, reference, pulled }) =>
      pulled.kind === 'failed'
        ? [{ name, reference, message: pulled.message }]
        : [],
    );
    if (failures.length) {
      this.#reportFailedPull(pod, failures);
      return;
    }
    const address =
      pod.status.podIP ?? this.#cluster.storage.newAddress('10.244');
    this.#setStatus(pod, live => ({ ...live.status, podIP: address }));
    const uid = pod.metadata.uid;
    const images = pulls.flatMap(({ name, reference, pulled }) =>
      pulled.kind === 'image' ? [{ name, reference, image: pulled.image }] : [],
    );
    const latest = (): Pod =>
      this.#cluster.get<Pod>(
        resources.pods,
        pod.metadata.namespace,
        pod.metadata.name,
      ) ?? pod;
    const labels = Object.fromEntries(
      images.map(({ name, image }) => [name, image.labels]),
    );
    const { runtime, startDelay } = this.#options;
    if (runsOnce(pod)) {
      const lines = linesOf(pod, endingOf(pod));
      this.#running.set(uid, runtime.runOnce(pod, lines));
      this.#queue.add(keyOf(pod), startDelay);
    } else {
      this.#running.set(uid, await runtime.run(latest, labels));
    }
    this.#attempts.delete(uid);
    for (const { name } of images)
      this.#record(pod, 'Normal', 'Started', `Container started: ${name}`);
    const ids = Object.fromEntries(
      images.map(({ name, reference, image }) => [
        name,
        `${parseReference(reference).host}/${image.name}@${image.digest}`,
      ]),
    );
    const never = pod.metadata.annotations?.['kit.test/pod'] === 'never-ready';
    this.#setStatus(pod, (live, now) => running(live, ids, !never, now));
  }

  #pull(pod: Pod & StoredObject, reference: string): Pulled {
    const pulled = this.#options.puller.pull(reference);
    if (pulled.kind === 'image') {
      this.#record(
        pod,
        'Normal',
        'Pulled',
        `Successfully pulled image "${reference}"`,
      );
    } else {
      const error = `rpc error: code = NotFound desc = ${pulled.message}`;
      this.#record(
        pod,
        'Warning',
        'Failed',
        `Failed to pull image "${reference}": ${error}`,
      );
    }
    return pulled;
  }

  /** As the real one: the first failure is ErrImagePull, and while it waits ImagePullBackOff. */
  #reportFailedPull(
    pod: Pod & StoredObject,
    failures: { name: string; reference: string; message: string }[],
  ): void {
    const { uid } = pod.metadata;
    const attempt = this.#attempts.get(uid) ?? 0;
    this.#attempts.set(uid, attempt + 1);
    const reasons = Object.fromEntries(
      failures.map(({ name, reference, message }) => {
        const error = `rpc error: code = NotFound desc = ${message}`;
        return [
          name,
          attempt % 2
            ? {
                reason: 'ImagePullBackOff',
                message: `Back-off pulling image "${reference}": ErrImagePull: ${error}`,
              }
            : { reason: 'ErrImagePull', message: error },
        ];
      }),
    );
    if (attempt % 2) {
      for (const { reference } of failures)
        this.#record(
          pod,
          'Normal',
          'BackOff',
          `Back-off pulling image "${reference}"`,
        );
    }
    this.#setStatus(pod, (live, now) => waiting(live, reasons, now));
    this.#queue.add(
      keyOf(pod),
      attempt ? Math.min(1_000 * 2 ** attempt, longestBackOff) : 500,
    );
  }

  #setStatus(
    pod: StoredObject,
    change: (live: Pod & StoredObject, now: string) => Pod['status'],
  ): void {
    const now = this.#cluster.storage.timestamp();
    this.#cluster.modify<Pod>(
      resources.pods,
      addressOf(pod),
      live => {
        if (live.metadata.uid === pod.metadata.uid)
          live.status = change(live, now);
      },
      { manager, subresource: 'status' },
    );
  }

  #record(
    pod: StoredObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void {
    this.#events.record(pod, { type, reason, message });
  }
}

function keyOf({ metadata }: StoredObject): string {
  return `${metadata.namespace}/${metadata.name}/${metadata.uid}`;
}
