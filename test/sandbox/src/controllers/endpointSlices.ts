import { createHash } from 'node:crypto';
import {
  Cluster,
  KubernetesObject,
  matchesLabels,
  resources,
  StoredObject,
} from '../kubernetes';
import { Controller } from './controller';
import { Endpoint, EndpointSlice, isReady, Pod, Service } from './kinds';
import { WorkQueue } from './workQueue';

const manager = 'kube-controller-manager';

/** Lists the pods behind each Service. */
export class EndpointSliceController implements Controller {
  readonly #cluster: Cluster;
  readonly #queue: WorkQueue;
  #unsubscribe: (() => void) | undefined;

  constructor(options: { cluster: Cluster }) {
    this.#cluster = options.cluster;
    this.#queue = new WorkQueue({
      clock: options.cluster.storage.clock,
      name: 'endpoint slices',
      work: key => this.#reconcile(key),
    });
  }

  start(): void {
    this.#unsubscribe = this.#cluster.subscribe(({ resource, object }) => {
      const { namespace, name } = object.metadata;
      if (resource === resources.services)
        this.#queue.add(`${namespace}/${name}`);
      if (resource === resources.pods) this.#addServicesOf(object);
    });
    for (const { metadata } of this.#cluster.list(resources.services))
      this.#queue.add(`${metadata.namespace}/${metadata.name}`);
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#queue.stop();
  }

  #addServicesOf(pod: StoredObject): void {
    for (const { metadata, spec } of this.#cluster.list<Service>(
      resources.services,
      { namespace: pod.metadata.namespace },
    )) {
      if (
        spec.selector &&
        matchesLabels({ matchLabels: spec.selector }, pod.metadata.labels)
      ) {
        this.#queue.add(`${metadata.namespace}/${metadata.name}`);
      }
    }
  }

  #reconcile(key: string): void {
    const [namespace, name] = key.split('/');
    const service = this.#cluster.get<Service>(
      resources.services,
      namespace,
      name,
    );
    if (!service?.spec.selector || service.spec.type === 'ExternalName') return;
    if (
      this.#cluster.get(resources.namespaces, undefined, namespace)?.metadata
        .deletionTimestamp
    )
      return;
    const pods = this.#cluster
      .list<Pod>(resources.pods, { namespace })
      .filter(
        pod =>
          pod.status.podIP &&
          matchesLabels(
            { matchLabels: service.spec.selector },
            pod.metadata.labels,
          ),
      );
    const suffix = createHash('sha256')
      .update(service.metadata.uid)
      .digest('hex')
      .slice(0, 5);
    const slice: KubernetesObject &
      Pick<EndpointSlice, 'addressType' | 'endpoints' | 'ports'> = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name: `${name}-${suffix}`,
        namespace,
        labels: {
          'kubernetes.io/service-name': name,
          'endpointslice.kubernetes.io/managed-by':
            'endpointslice-controller.k8s.io',
        },
        ownerReferences: [
          {
            apiVersion: 'v1',
            kind: 'Service',
            name,
            uid: service.metadata.uid,
            controller: true,
            blockOwnerDeletion: true,
          },
        ],
      },
      addressType: 'IPv4',
      endpoints: pods.map(endpointOf),
      ports: portsOf(service, pods),
    };
    this.#cluster.apply(resources.endpointSlices, slice, {
      manager,
      force: true,
    });
  }
}

function endpointOf(pod: Pod & StoredObject): Endpoint {
  const terminating = Boolean(pod.metadata.deletionTimestamp);
  const ready = isReady(pod);
  return {
    addresses: [pod.status.podIP!],
    conditions: { ready, serving: ready, terminating },
    nodeName: pod.spec.nodeName,
    targetRef: {
      kind: 'Pod',
      namespace: pod.metadata.namespace!,
      name: pod.metadata.name,
      uid: pod.metadata.uid,
    },
  };
}

/** Named target ports are looked up in the pods' containers. */
function portsOf({ spec }: Service, pods: Pod[]): EndpointSlice['ports'] {
  return (spec.ports ?? []).flatMap(
    ({ name = '', port, targetPort = port, protocol = 'TCP' }) => {
      const number =
        typeof targetPort === 'number'
          ? targetPort
          : pods
              .flatMap(pod =>
                pod.spec.containers.flatMap(({ ports }) => ports ?? []),
              )
              .find(each => each.name === targetPort)?.containerPort;
      return number === undefined ? [] : [{ name, port: number, protocol }];
    },
  );
}
