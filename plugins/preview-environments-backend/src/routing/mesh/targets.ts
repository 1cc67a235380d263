import { createHash } from 'node:crypto';
import {
  DesiredMeshRoute,
  MeshTarget,
  meshTargetName,
} from '@previewenv/plugin-preview-environments-node';
import { GRPCRoute, HTTPRoute, ResourceKind } from '../../kubernetes';

/** All routes on one Service and port are of one kind: a GRPCRoute would switch HTTPRoutes off (rule 7.13, GEP-1294). */
export function meshKindOf({
  protocol,
}: Pick<MeshTarget, 'protocol'>): ResourceKind {
  return protocol === 'grpc' ? GRPCRoute : HTTPRoute;
}

/** Both kinds, for what has to be found whatever it was made as. */
export const meshKinds: ResourceKind[] = [HTTPRoute, GRPCRoute];

/** The Service and port as a route's parent. Without the port, a route would be on all of them. */
export function parentRefOf({ service, port }: MeshTarget): object {
  return { group: '', kind: 'Service', name: service, port };
}

/** Of the route that all previews of an instance share. Instances that share a cluster have one each. */
export function baselineRouteName(
  { service, port }: MeshTarget,
  instance: string,
): string {
  return `preview-baseline-${service}-${port}-${instance}`;
}

/**
 * Of the route of one preview, `part` counting from 0 where one is not enough. The ids and components of two previews can make the same text when they are
 * put together, so that a hash tells them apart.
 */
export function overrideName(
  { previewId, component, target }: DesiredMeshRoute,
  part: number,
): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([previewId, component, meshTargetName(target)]))
    .digest('hex')
    .slice(0, 8);
  const name = `${previewId}-${target.service}-${target.port}-${hash}`;
  return part === 0 ? name : `${name}-${part + 1}`;
}
