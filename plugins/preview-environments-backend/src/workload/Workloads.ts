import {
  ClusterClient,
  EndpointSlice,
  Event,
  Pod,
  withOutcomes,
} from '../kubernetes';
import { DesiredComponent, WorkloadStatus } from '../preview';
import { workloadOf } from './proof';

/** Reads what the pods of a component prove. */
export class Workloads {
  readonly #client: (cluster: string) => ClusterClient;

  constructor(options: { client: (cluster: string) => ClusterClient }) {
    this.#client = options.client;
  }

  async status(component: DesiredComponent): Promise<WorkloadStatus> {
    const { namespace, deployment } = component;
    if (!component.service) return { state: 'proven' };
    const client = this.#client(component.cluster);
    const { name: service } = component.service;
    const [slices, pods, events] = await withOutcomes(() =>
      Promise.all([
        client.list({
          resource: EndpointSlice,
          namespace,
          labelSelector: `kubernetes.io/service-name=${service}`,
        }),
        client.list({ resource: Pod, namespace }),
        client.list({ resource: Event, namespace }),
      ]),
    );
    return workloadOf({
      service,
      images: deployment.images,
      slices,
      pods,
      events,
    });
  }
}
