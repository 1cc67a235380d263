/** One port of a Service. */
export interface ServicePort {
  namespace: string;
  service: string;
  port: number;
}

/** What a sidecar sees of a call. */
export interface MeshCall {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
}

/** Stands for the sidecars, which all pods have here. */
export interface Mesh {
  /** Where a call goes that is meant for a Service. `refused`: there are routes on the Service, and none takes it. */
  lead(target: ServicePort, call: MeshCall): ServicePort | 'refused';
}

/** A cluster without sidecars: calls go where they are meant to. */
export const noMesh: Mesh = { lead: target => target };
