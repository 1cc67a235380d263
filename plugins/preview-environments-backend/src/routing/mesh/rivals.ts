import {
  MeshTarget,
  meshTargetName,
} from '@previewenv/plugin-preview-environments-node';
import {
  ClusterClient,
  isKindMissing,
  KubernetesObject,
  ResourceKind,
  withOutcomes,
} from '../../kubernetes';

/** A kind of a mesh's own that answers for a Service in place of routes, or beside them. */
export interface Rival {
  resource: ResourceKind;
  isOn(object: KubernetesObject, target: MeshTarget): boolean;
}

/** Istio makes VirtualServices of routes, and follows one of each host in a sidecar. */
export const virtualService: Rival = {
  resource: {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    plural: 'virtualservices',
    namespaced: true,
  },
  isOn: ({ spec }, { service, namespace }) => {
    const { hosts = [], gateways = ['mesh'] } = (spec ?? {}) as {
      hosts?: string[];
      gateways?: string[];
    };
    const names = ['', `.${namespace}`, `.${namespace}.svc`].map(
      suffix => `${service}${suffix}`,
    );
    return (
      gateways.includes('mesh') &&
      [...names, `${service}.${namespace}.svc.cluster.local`].some(name =>
        hosts.includes(name),
      )
    );
  },
};

/** What of the target's namespace would keep routes on the target from working, in words; from a live list. */
export async function rivalObjection(
  client: Pick<ClusterClient, 'list'>,
  rivals: readonly Rival[],
  target: MeshTarget,
): Promise<string | undefined> {
  const { namespace } = target;
  for (const { resource, isOn } of rivals) {
    const found = (await listOf(client, resource, namespace)).find(object =>
      isOn(object, target),
    );
    if (found)
      return `${resource.kind} ${namespace}/${
        found.metadata.name
      } answers for Service ${meshTargetName(
        target,
      )}: routes beside it are not followed. Write it as an HTTPRoute on the Service, or take the Service out of spec.routing.mesh.`;
  }
  return undefined;
}

async function listOf(
  client: Pick<ClusterClient, 'list'>,
  resource: ResourceKind,
  namespace: string,
): Promise<KubernetesObject[]> {
  return withOutcomes(async () => {
    try {
      return await client.list({ resource, namespace });
    } catch (error) {
      if (isKindMissing(error)) return [];
      throw error;
    }
  });
}
