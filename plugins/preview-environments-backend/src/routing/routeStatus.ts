import { RouteStatus } from '@previewenv/plugin-preview-environments-node';
import { KubernetesObject } from '../kubernetes';
import { GatewaySettings } from './edgeRoute';

interface ParentStatus {
  parentRef: { namespace?: string; name: string; sectionName?: string };
  conditions?: {
    type: string;
    status: string;
    reason: string;
    message: string;
    observedGeneration?: number;
  }[];
}

/**
 * What the gateway's controller says of a route. Only conditions of the route's present generation count (Gateway API,
 * RouteParentStatus).
 */
export function routeStatusOf(
  live: KubernetesObject | undefined,
  gateway: Pick<GatewaySettings, 'namespace' | 'name'>,
): RouteStatus {
  if (!live) return { state: 'absent' };
  if (live.metadata.deletionTimestamp)
    return {
      state: 'deleting',
      reason: `The old route ${live.metadata.name} is being removed.`,
    };
  const { parents = [] } = (live.status ?? {}) as { parents?: ParentStatus[] };
  const parent = parents.find(
    ({ parentRef }) =>
      parentRef.name === gateway.name &&
      (parentRef.namespace ?? live.metadata.namespace) === gateway.namespace,
  );
  const where = `gateway ${gateway.namespace}/${gateway.name}`;
  if (!parent)
    return {
      state: 'pending',
      reason: `The ${where} has not yet taken up the route.`,
    };
  for (const type of ['Accepted', 'ResolvedRefs']) {
    const condition = parent.conditions?.find(one => one.type === type);
    if (
      !condition ||
      (condition.observedGeneration ?? 0) < (live.metadata.generation ?? 0)
    ) {
      return {
        state: 'pending',
        reason: `The ${where} has not yet taken up the route.`,
      };
    }
    if (condition.status !== 'True') {
      return {
        state: 'pending',
        reason: `The ${where} refuses the route: ${condition.reason}: ${condition.message}`,
      };
    }
  }
  return { state: 'accepted' };
}
