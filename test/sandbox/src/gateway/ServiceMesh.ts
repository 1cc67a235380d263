import { Cluster, resources } from '../kubernetes';
import { Mesh, MeshCall, ServicePort } from '../services';
import { HttpRoute } from './kinds';
import { best, candidatesOf } from './matching';
import { serviceAttachmentsOf } from './serviceAttachment';

/** Leads calls between pods by HTTPRoutes on Services (GAMMA), as they are at the moment of each call. Filters are not followed. */
export class ServiceMesh implements Mesh {
  readonly #cluster: Cluster;
  #turn = 0;

  constructor(options: { cluster: Cluster }) {
    this.#cluster = options.cluster;
  }

  lead(target: ServicePort, call: MeshCall): ServicePort | 'refused' {
    const bound = this.#cluster
      .list<HttpRoute>(resources.httpRoutes)
      .filter(route =>
        serviceAttachmentsOf(this.#cluster, route).some(
          ({ parentRef: { name, port }, accepted }) =>
            accepted.status === 'True' &&
            route.metadata.namespace === target.namespace &&
            name === target.service &&
            (port === undefined || port === target.port),
        ),
      );
    if (bound.length === 0) return target;
    const selected = best(
      bound.flatMap(route => candidatesOf(route, '*', { ...call, host: '*' })),
    );
    const backends = (selected?.rule.backendRefs ?? []).filter(
      ({ weight = 1 }) => weight > 0,
    );
    if (!selected || backends.length === 0) return 'refused';
    const backend = backends[this.#turn++ % backends.length];
    return {
      namespace: backend.namespace ?? selected.route.metadata.namespace!,
      service: backend.name,
      port: backend.port ?? target.port,
    };
  }
}
