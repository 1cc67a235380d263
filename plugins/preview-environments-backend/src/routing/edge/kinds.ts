import { DesiredEdgeRoute } from '@previewenv/plugin-preview-environments-node';
import {
  GRPCRoute,
  HTTPRoute,
  KubernetesObject,
  ResourceKind,
} from '../../kubernetes';

/** The kinds of route that lead from a Gateway to a preview. */
export const edgeKinds: readonly ResourceKind[] = [HTTPRoute, GRPCRoute];

export function edgeKindOf({
  protocol,
}: Pick<DesiredEdgeRoute, 'protocol'>): ResourceKind {
  return protocol === 'grpc' ? GRPCRoute : HTTPRoute;
}

interface ParentRef {
  group?: string;
  kind?: string;
  namespace?: string;
  name: string;
  sectionName?: string;
}

/** Gateways that a route wants to attach to; a parent without a kind is one (Gateway API, ParentReference). */
export function gatewaysOf({ spec, metadata }: KubernetesObject): {
  namespace: string;
  name: string;
  listener: string | undefined;
}[] {
  const { parentRefs = [] } = (spec ?? {}) as { parentRefs?: ParentRef[] };
  return parentRefs
    .filter(({ kind = 'Gateway' }) => kind === 'Gateway')
    .map(({ namespace = metadata.namespace ?? '', name, sectionName }) => ({
      namespace,
      name,
      listener: sectionName,
    }));
}

/** Routes of a mesh are of the same kinds and have Services for parents. */
export function isEdgeRoute(route: KubernetesObject): boolean {
  return gatewaysOf(route).length > 0;
}
