import { MeshTarget } from '@previewenv/plugin-preview-environments-node';
import { KubernetesObject, labelsOf } from '../../kubernetes';
import { RouteMatch } from './serviceRoutes';
import { baselineRouteName, meshKindOf, parentRefOf } from './targets';

/** The match that every request has; a GRPCRoute's is empty. */
export function everything({
  protocol,
}: Pick<MeshTarget, 'protocol'>): RouteMatch {
  return protocol === 'grpc'
    ? {}
    : { path: { type: 'PathPrefix', value: '/' } };
}

/**
 * Leads what no override takes to where it went before: once a route is on a Service, requests that match none are refused
 * (GEP-1294). It belongs to no preview, so that it is there before the first override and after the last.
 */
export function baselineRouteOf(
  target: MeshTarget,
  instance: string,
): KubernetesObject {
  const { apiVersion, kind } = meshKindOf(target);
  return {
    apiVersion,
    kind,
    metadata: {
      name: baselineRouteName(target, instance),
      namespace: target.namespace,
      labels: labelsOf({ instance, id: undefined }),
    },
    spec: {
      parentRefs: [parentRefOf(target)],
      rules: [
        {
          ...(target.protocol === 'http' && { matches: [everything(target)] }),
          backendRefs: [
            {
              group: '',
              kind: 'Service',
              name: target.service,
              port: target.port,
            },
          ],
        },
      ],
    },
  };
}
