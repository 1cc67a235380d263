import {
  MeshTarget,
  meshTargetName,
  RouteStatus,
} from '@previewenv/plugin-preview-environments-node';
import { KubernetesObject } from '../../kubernetes';

interface ParentStatus {
  parentRef: { kind?: string; name: string; port?: number };
  conditions?: {
    type: string;
    status: string;
    reason: string;
    message: string;
    observedGeneration?: number;
  }[];
}

/**
 * What the mesh says of a route on the target. Only conditions of the route's present generation count (Gateway API,
 * RouteParentStatus). Where several controllers have an opinion, one that follows the route is enough.
 */
export function meshStatusOf(
  live: KubernetesObject | undefined,
  target: MeshTarget,
  mesh: string,
): RouteStatus {
  if (!live) return { state: 'absent' };
  const { name, deletionTimestamp, generation = 0 } = live.metadata;
  if (deletionTimestamp)
    return {
      state: 'deleting',
      reason: `The old route ${name} is being removed.`,
    };
  const { parents = [] } = (live.status ?? {}) as { parents?: ParentStatus[] };
  const opinions = parents
    .filter(
      ({ parentRef }) =>
        parentRef.kind === 'Service' &&
        parentRef.name === target.service &&
        (parentRef.port === undefined || parentRef.port === target.port),
    )
    .map(({ conditions = [] }) =>
      refusalIn(
        conditions.filter(
          ({ observedGeneration = 0 }) => observedGeneration >= generation,
        ),
      ),
    );
  if (opinions.includes('none')) return { state: 'accepted' };
  const where = `on Service ${meshTargetName(target)}`;
  const refusal = opinions.find(opinion => typeof opinion === 'object');
  return typeof refusal === 'object'
    ? {
        state: 'pending',
        reason: `${mesh} refuses the route ${name} ${where}: ${refusal.reason}: ${refusal.message}`,
        hop: { hop: 'route', condition: refusal.type },
      }
    : {
        state: 'pending',
        reason: `${mesh} has not yet taken up the route ${name} ${where}.`,
        hop: { hop: 'route' },
      };
}

/** Undefined while it has no opinion of this generation. */
function refusalIn(
  conditions: NonNullable<ParentStatus['conditions']>,
):
  | { type: 'Accepted' | 'ResolvedRefs'; reason: string; message: string }
  | 'none'
  | undefined {
  for (const type of ['Accepted', 'ResolvedRefs'] as const) {
    const condition = conditions.find(one => one.type === type);
    if (!condition) return undefined;
    if (condition.status !== 'True')
      return { type, reason: condition.reason, message: condition.message };
  }
  return 'none';
}
