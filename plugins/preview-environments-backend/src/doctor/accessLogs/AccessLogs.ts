import {
  MarkedRequest,
  PropagationEvidence,
  Sighting,
} from '@previewenv/plugin-preview-environments-node';
import {
  ClusterClient,
  EndpointSlice,
  Pod,
  KubernetesObject,
  withOutcomes,
} from '../../kubernetes';
import { sightingsIn } from './lines';

/** The newest lines hold the marked request; a preview has few others. */
const tailLines = 500;
/** Of one preview; more would be read for long. */
const mostPods = 20;

/** What Envoy writes beside the preview's own pods, as Istio's sidecars do. Other namespaces' logs are not ours to read. */
export class AccessLogs implements PropagationEvidence {
  readonly name = 'Access logs';
  readonly #client: (cluster: string) => ClusterClient;
  readonly #container: string;

  constructor(options: {
    client: (cluster: string) => ClusterClient;
    /** Of the proxy, for instance `istio-proxy`. */
    container: string;
  }) {
    this.#client = options.client;
    this.#container = options.container;
  }

  async find(request: MarkedRequest): Promise<Sighting[]> {
    const found = await Promise.all(
      request.places.map(place => this.#findIn(place, request)),
    );
    return found.flat();
  }

  async #findIn(
    { cluster, namespace }: MarkedRequest['places'][number],
    request: MarkedRequest,
  ): Promise<Sighting[]> {
    const client = this.#client(cluster);
    const [pods, slices] = await withOutcomes(() =>
      Promise.all([
        client.list({ resource: Pod, namespace }),
        client.list({ resource: EndpointSlice, namespace }),
      ]),
    );
    const proxied = pods
      .filter(pod => hasContainer(pod, this.#container))
      .slice(0, mostPods);
    const found = await Promise.all(
      proxied.map(async ({ metadata: { name } }) => {
        const service = serviceOf(slices, name);
        if (!service) return [];
        const log = await withOutcomes(() =>
          client.logs({
            namespace,
            pod: name,
            container: this.#container,
            tailLines,
          }),
        );
        return sightingsIn(log, service, request);
      }),
    );
    return found.flat();
  }
}

/** Sidecars are containers, or init containers that go on running. */
function hasContainer(pod: KubernetesObject, name: string): boolean {
  const { containers = [], initContainers = [] } = (pod.spec ?? {}) as {
    containers?: { name: string }[];
    initContainers?: { name: string }[];
  };
  return [...containers, ...initContainers].some(one => one.name === name);
}

function serviceOf(
  slices: KubernetesObject[],
  pod: string,
): string | undefined {
  const slice = slices.find(one =>
    (
      (one as { endpoints?: { targetRef?: { name?: string } }[] }).endpoints ??
      []
    ).some(({ targetRef }) => targetRef?.name === pod),
  );
  return slice?.metadata.labels?.['kubernetes.io/service-name'];
}
