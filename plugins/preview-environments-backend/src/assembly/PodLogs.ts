import { NotFoundError } from '@backstage/errors';
import { Pod, withOutcomes } from '../kubernetes';
import { PreviewRecord } from '../preview';
import { LogReader, LogRequest } from '../rest';
import { ClusterParts } from './ClusterParts';

/** Reads the logs of pods in a preview's own namespaces; the name of a pod elsewhere is simply not found there. */
export class PodLogs implements LogReader {
  readonly #parts: Pick<ClusterParts, 'client'>;

  constructor(parts: Pick<ClusterParts, 'client'>) {
    this.#parts = parts;
  }

  async read(
    record: PreviewRecord,
    { pod, container, tailLines }: LogRequest,
  ): Promise<string> {
    const places = new Map(
      record.components.map(({ cluster, namespace }) => [
        `${cluster}/${namespace}`,
        { cluster, namespace },
      ]),
    );
    for (const { cluster, namespace } of places.values()) {
      const client = this.#parts.client(cluster);
      const pods = await withOutcomes(() =>
        client.list({ resource: Pod, namespace }),
      );
      if (pods.some(({ metadata }) => metadata.name === pod)) {
        return withOutcomes(() =>
          client.logs({ namespace, pod, container, tailLines }),
        );
      }
    }
    throw new NotFoundError(`There is no pod ${pod} in preview ${record.id}`);
  }
}
