import { ObjectRef, ResourceKind } from './types';

function namespaced(
  apiVersion: string,
  kind: string,
  plural: string,
): ResourceKind {
  return { apiVersion, kind, plural, namespaced: true };
}

export const Namespace: ResourceKind = {
  apiVersion: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  namespaced: false,
};
export const ResourceQuota = namespaced(
  'v1',
  'ResourceQuota',
  'resourcequotas',
);
export const LimitRange = namespaced('v1', 'LimitRange', 'limitranges');
export const Service = namespaced('v1', 'Service', 'services');
export const ServiceAccount = namespaced(
  'v1',
  'ServiceAccount',
  'serviceaccounts',
);
export const Job = namespaced('batch/v1', 'Job', 'jobs');
export const Pod = namespaced('v1', 'Pod', 'pods');
export const Event = namespaced('v1', 'Event', 'events');
export const EndpointSlice = namespaced(
  'discovery.k8s.io/v1',
  'EndpointSlice',
  'endpointslices',
);
export const NetworkPolicy = namespaced(
  'networking.k8s.io/v1',
  'NetworkPolicy',
  'networkpolicies',
);
export const RoleBinding = namespaced(
  'rbac.authorization.k8s.io/v1',
  'RoleBinding',
  'rolebindings',
);
export const Application = namespaced(
  'argoproj.io/v1alpha1',
  'Application',
  'applications',
);
export const AppProject = namespaced(
  'argoproj.io/v1alpha1',
  'AppProject',
  'appprojects',
);
export const HTTPRoute = namespaced(
  'gateway.networking.k8s.io/v1',
  'HTTPRoute',
  'httproutes',
);
export const GRPCRoute = namespaced(
  'gateway.networking.k8s.io/v1',
  'GRPCRoute',
  'grpcroutes',
);
export const Gateway = namespaced(
  'gateway.networking.k8s.io/v1',
  'Gateway',
  'gateways',
);

/** v1beta1 is served by every release that has it; v1 came with 1.5. */
export const ReferenceGrant = namespaced(
  'gateway.networking.k8s.io/v1beta1',
  'ReferenceGrant',
  'referencegrants',
);

/** Of Traefik: what its routes can do beyond the Gateway API. */
export const Middleware = namespaced(
  'traefik.io/v1alpha1',
  'Middleware',
  'middlewares',
);

/**
 * The path of a resource type, or of one object of it. Without a namespace: all namespaces of a namespaced type.
 */
export function resourcePath(
  resource: ResourceKind,
  place: { namespace?: string; name?: string } = {},
): string {
  const { apiVersion, plural } = resource;
  const parts = apiVersion.includes('/')
    ? ['apis', ...apiVersion.split('/')]
    : ['api', apiVersion];
  if (place.namespace !== undefined) {
    if (!resource.namespaced) {
      throw new Error(`${resource.kind} has no namespace`);
    }
    parts.push('namespaces', encodeURIComponent(place.namespace));
  }
  parts.push(plural);
  if (place.name !== undefined) {
    if (resource.namespaced && place.namespace === undefined) {
      throw new Error(`${resource.kind} ${place.name} needs a namespace`);
    }
    parts.push(encodeURIComponent(place.name));
  }
  return `/${parts.join('/')}`;
}

/** `HTTPRoute pv-web-pr-1/web`, `Namespace pv-web-pr-1`: how messages name an object. */
export function describeRef(ref: ObjectRef): string {
  const { kind } = ref.resource;
  return ref.namespace === undefined
    ? `${kind} ${ref.name}`
    : `${kind} ${ref.namespace}/${ref.name}`;
}
