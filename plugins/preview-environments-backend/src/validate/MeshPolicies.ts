import {
  Finding,
  PreviewDefinition,
} from '@previewenv/plugin-preview-environments-common';
import {
  isRefused,
  isWaiting,
  RefusedError,
} from '@previewenv/plugin-preview-environments-node';
import {
  ClusterClient,
  isKindMissing,
  isMissingPermission,
  KubernetesObject,
  ResourceKind,
  withOutcomes,
} from '../kubernetes';
import { meshFindings, MeshFacts, PolicyView } from './mesh';

const security = 'security.istio.io/v1';
const PeerAuthentication: ResourceKind = {
  apiVersion: security,
  kind: 'PeerAuthentication',
  plural: 'peerauthentications',
  namespaced: true,
};
const AuthorizationPolicy: ResourceKind = {
  apiVersion: security,
  kind: 'AuthorizationPolicy',
  plural: 'authorizationpolicies',
  namespaced: true,
};

const nothing: { found: PolicyView[]; unknown: string[] } = {
  found: [],
  unknown: [],
};

/** What the configuration says of the namespaces of previews on a cluster. */
export type PreviewNamespaces = Pick<
  MeshFacts,
  'namespaceLabels' | 'podSecurity' | 'namespacePrefix'
> & {
  /** Istio leads its calls, so that its policies are worth reading. */
  istio: boolean;
};

/**
 * Compares a definition with the mesh of its cluster, by live reads. The right to list Istio's policies is not among those that
 * previews need: where it was not given (deploy/mesh-checks.yaml), the finding says so.
 */
export class MeshPolicies {
  readonly #client: (cluster: string) => ClusterClient;
  readonly #namespaces: (cluster: string) => PreviewNamespaces | undefined;

  constructor(options: {
    client: (cluster: string) => ClusterClient;
    /** Undefined for a cluster that is not configured. */
    namespaces: (cluster: string) => PreviewNamespaces | undefined;
  }) {
    this.#client = options.client;
    this.#namespaces = options.namespaces;
  }

  async findings({
    spec: { cluster, baseline },
  }: PreviewDefinition): Promise<Finding[]> {
    const namespaces = this.#namespaces(cluster);
    if (!namespaces) return [];
    const { istio, ...facts } = namespaces;
    // Who calls nothing of the shared environment is refused nothing.
    const [peers, policies] =
      istio && baseline
        ? await Promise.all([
            this.#list(cluster, PeerAuthentication),
            this.#list(cluster, AuthorizationPolicy),
          ])
        : [nothing, nothing];
    return meshFindings({
      ...facts,
      cluster,
      baselineNamespaces: baseline ? [baseline.namespace] : [],
      peerAuthentications: peers.found,
      authorizationPolicies: policies.found,
      unknown: [...new Set([...peers.unknown, ...policies.unknown])],
    });
  }

  /** Nothing where the cluster does not know such policies. */
  async #list(
    cluster: string,
    resource: ResourceKind,
  ): Promise<{ found: PolicyView[]; unknown: string[] }> {
    try {
      const found = await withOutcomes(async () =>
        this.#present(cluster, resource),
      );
      return { found: found.map(viewOf), unknown: [] };
    } catch (error) {
      if (isWaiting(error) || isRefused(error))
        return { found: [], unknown: [error.message] };
      throw error;
    }
  }

  async #present(
    cluster: string,
    resource: ResourceKind,
  ): Promise<KubernetesObject[]> {
    try {
      return await this.#client(cluster).list({ resource });
    } catch (error) {
      if (isKindMissing(error)) return [];
      if (isMissingPermission(error))
        throw new RefusedError(
          `The ${resource.plural} of cluster ${cluster} could not be compared with what previews need: this backend may not list them. Apply deploy/mesh-checks.yaml to have them checked.`,
          { cause: error },
        );
      throw error;
    }
  }
}

function viewOf({ metadata, spec }: KubernetesObject): PolicyView {
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    spec: (spec ?? {}) as PolicyView['spec'],
  };
}
