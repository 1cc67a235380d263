import { LRUCache } from 'lru-cache';
import {
  ClusterClient,
  EndpointSlice,
  Event,
  KubernetesObject,
  Pod,
  withOutcomes,
} from '../kubernetes';
import { DesiredComponent, WorkloadStatus } from '../preview';
import { FoundContent, MovedTag, movedTags } from './movedTag';
import { workloadOf } from './proof';

/** Says what a digest stands for, as images of single platforms; undefined when nothing is there. */
export interface ContentSource {
  read(
    image: { name: string },
    digest: string,
  ): Promise<{ manifests: string[] } | undefined>;
}

/** Reads what the pods of a component prove. */
export class Workloads {
  readonly #client: (cluster: string) => ClusterClient;
  readonly #contents: ContentSource;
  /** Whether two digests stand for the same images, which never changes. */
  readonly #same = new LRUCache<string, boolean>({ max: 1_000 });

  constructor(options: {
    client: (cluster: string) => ClusterClient;
    contents: ContentSource;
  }) {
    this.#client = options.client;
    this.#contents = options.contents;
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
    const found = deployment.images.map((image, index) => ({
      ...image,
      manifests: component.images[index].manifests,
    }));
    const images = await this.#believing(found, pods);
    return workloadOf({ service, images, slices, pods, events });
  }

  /**
   * A node that has the same image by two digests names either: builds that change nothing make a new index around it, with what they
   * attest.
   */
  async #believing(
    images: FoundContent[],
    pods: KubernetesObject[],
  ): Promise<FoundContent[]> {
    const believed = images.map(image => ({ ...image }));
    for (const moved of movedTags(pods, images)) {
      const image = believed.find(
        ({ name, tag }) => name === moved.image.name && tag === moved.image.tag,
      );
      if (image && (await this.#isSame(moved)))
        image.manifests = [...(image.manifests ?? []), moved.digest];
    }
    return believed;
  }

  async #isSame({ image, digest }: MovedTag): Promise<boolean> {
    const key = `${image.name} ${image.digest} ${digest}`;
    const known = this.#same.get(key);
    if (known !== undefined) return known;
    const contents = await this.#contents.read(image, digest);
    const wanted = [image.digest, ...(image.manifests ?? [])];
    const isSame =
      contents?.manifests.some(one => wanted.includes(one)) ?? false;
    this.#same.set(key, isSame);
    return isSame;
  }
}
