import { FailingHop } from '@previewenv/plugin-preview-environments-common';
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
  for (const type of ['Accepted', 'ResolvedRefs'] as const) {
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
        hop: hopOf(type, condition.reason, live),
      };
    }
  }
  return { state: 'accepted' };
}

/** Reasons of Accepted that speak of the Gateway's listeners (Gateway API, RouteConditionReason). */
const ofListeners = [
  'NoMatchingListenerHostname',
  'NotAllowedByListeners',
  'NoMatchingParent',
];

function hopOf(
  condition: 'Accepted' | 'ResolvedRefs',
  reason: string,
  { spec }: KubernetesObject,
): FailingHop {
  const [host = ''] =
    (spec as { hostnames?: string[] } | undefined)?.hostnames ?? [];
  return condition === 'Accepted' && ofListeners.includes(reason)
    ? { hop: 'listener', host }
    : { hop: 'route', condition };
}
