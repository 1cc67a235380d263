import {
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import {
  Application,
  GRPCRoute,
  HTTPRoute,
  KubernetesObject,
  Namespace,
  OwnObjects,
} from '../kubernetes';
import { LeftObject, PreviewRecord } from '../preview';

/** Where the objects of one workload cluster's previews are. */
export interface RemainsCluster {
  objects: OwnObjects;
  /** Argo CD may run in another cluster. */
  argoCd: { cluster: string; objects: OwnObjects; namespace: string };
}

/** Finds what is left of a preview: what would stay behind if its removal were given up now. */
export class Remains {
  readonly #clusters: (name: string) => RemainsCluster;

  constructor(options: { clusters: (name: string) => RemainsCluster }) {
    this.#clusters = options.clusters;
  }

  /**
   * From live lists by our labels: routes, Applications, and the Namespace, which stands for everything in it. Of a cluster that can't be
   * asked, what was made there as far as it is remembered, without uid.
   */
  async of(record: PreviewRecord): Promise<LeftObject[]> {
    const found = await Promise.all(
      record.clusters.map(cluster => this.#in(cluster, record)),
    );
    return found.flat();
  }

  async #in(cluster: string, record: PreviewRecord): Promise<LeftObject[]> {
    try {
      return await this.#live(cluster, record.id);
    } catch (error) {
      if (!isWaiting(error) && !isRefused(error)) throw error;
      return record.objects
        .filter(object => object.cluster === cluster)
        .map(object => ({ ...object, uid: undefined }));
    }
  }

  async #live(cluster: string, id: string): Promise<LeftObject[]> {
    const { objects, argoCd } = this.#clusters(cluster);
    const [routes, grpcRoutes, applications, namespaces] = await Promise.all([
      objects.list(HTTPRoute, { id }),
      objects.list(GRPCRoute, { id }),
      argoCd.objects.list(Application, { id, namespace: argoCd.namespace }),
      objects.list(Namespace, { id }),
    ]);
    return [
      ...[...routes, ...grpcRoutes].map(object => leftObject(cluster, object)),
      ...applications.map(object => leftObject(argoCd.cluster, object)),
      ...namespaces.map(object => leftObject(cluster, object)),
    ];
  }
}

function leftObject(cluster: string, object: KubernetesObject): LeftObject {
  const { apiVersion, kind, metadata } = object;
  const { namespace, name, uid } = metadata;
  return { cluster, apiVersion, kind, namespace, name, uid };
}
