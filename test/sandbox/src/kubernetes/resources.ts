import { ResourceKind } from './types';

type Options = Partial<Omit<ResourceKind, 'apiVersion' | 'kind' | 'plural'>>;

const define = (
  apiVersion: string,
  kind: string,
  plural: string,
  options: Options = {},
): ResourceKind => ({
  apiVersion,
  kind,
  plural,
  namespaced: true,
  custom: false,
  statusSubresource: false,
  generation: 'never',
  ...options,
});

const withStatus: Options = { statusSubresource: true };
const withGeneration: Options = { statusSubresource: true, generation: 'spec' };
const gatewayApi: Options = {
  custom: true,
  statusSubresource: true,
  generation: 'spec',
};

/** The kinds that this API server knows. What another kind needs here is one row, and its defaults if it has any. */
export const resources = {
  namespaces: define('v1', 'Namespace', 'namespaces', {
    namespaced: false,
    statusSubresource: true,
  }),
  nodes: define('v1', 'Node', 'nodes', {
    namespaced: false,
    statusSubresource: true,
  }),
  pods: define('v1', 'Pod', 'pods', withGeneration),
  services: define('v1', 'Service', 'services', withStatus),
  configMaps: define('v1', 'ConfigMap', 'configmaps'),
  secrets: define('v1', 'Secret', 'secrets'),
  serviceAccounts: define('v1', 'ServiceAccount', 'serviceaccounts'),
  events: define('v1', 'Event', 'events'),
  resourceQuotas: define('v1', 'ResourceQuota', 'resourcequotas', withStatus),
  limitRanges: define('v1', 'LimitRange', 'limitranges'),
  persistentVolumeClaims: define(
    'v1',
    'PersistentVolumeClaim',
    'persistentvolumeclaims',
    withStatus,
  ),
  deployments: define('apps/v1', 'Deployment', 'deployments', withGeneration),
  replicaSets: define('apps/v1', 'ReplicaSet', 'replicasets', withGeneration),
  statefulSets: define(
    'apps/v1',
    'StatefulSet',
    'statefulsets',
    withGeneration,
  ),
  jobs: define('batch/v1', 'Job', 'jobs', withGeneration),
  endpointSlices: define(
    'discovery.k8s.io/v1',
    'EndpointSlice',
    'endpointslices',
    { generation: 'spec' },
  ),
  networkPolicies: define(
    'networking.k8s.io/v1',
    'NetworkPolicy',
    'networkpolicies',
    { generation: 'spec' },
  ),
  roles: define('rbac.authorization.k8s.io/v1', 'Role', 'roles'),
  roleBindings: define(
    'rbac.authorization.k8s.io/v1',
    'RoleBinding',
    'rolebindings',
  ),
  clusterRoles: define(
    'rbac.authorization.k8s.io/v1',
    'ClusterRole',
    'clusterroles',
    { namespaced: false },
  ),
  leases: define('coordination.k8s.io/v1', 'Lease', 'leases'),
  gatewayClasses: define(
    'gateway.networking.k8s.io/v1',
    'GatewayClass',
    'gatewayclasses',
    {
      ...gatewayApi,
      namespaced: false,
    },
  ),
  gateways: define(
    'gateway.networking.k8s.io/v1',
    'Gateway',
    'gateways',
    gatewayApi,
  ),
  httpRoutes: define(
    'gateway.networking.k8s.io/v1',
    'HTTPRoute',
    'httproutes',
    gatewayApi,
  ),
  grpcRoutes: define(
    'gateway.networking.k8s.io/v1',
    'GRPCRoute',
    'grpcroutes',
    gatewayApi,
  ),
  referenceGrants: define(
    'gateway.networking.k8s.io/v1beta1',
    'ReferenceGrant',
    'referencegrants',
    gatewayApi,
  ),
  // Argo CD's kinds have no status subresource: every write of its controller raises the generation.
  applications: define('argoproj.io/v1alpha1', 'Application', 'applications', {
    custom: true,
    generation: 'everything',
  }),
  appProjects: define('argoproj.io/v1alpha1', 'AppProject', 'appprojects', {
    custom: true,
    generation: 'everything',
  }),
} as const satisfies Record<string, ResourceKind>;

export const allResources: ResourceKind[] = Object.values(resources);

/** `apps` of `apps/v1`; empty for the core group. */
export function groupOf({ apiVersion }: { apiVersion: string }): string {
  return apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
}

/** `deployments.apps`, `pods`: how the API server calls a resource in its messages. */
export function qualifiedName(resource: ResourceKind): string {
  return [resource.plural, groupOf(resource)].filter(Boolean).join('.');
}

export function findResource(
  apiVersion: string,
  plural: string,
): ResourceKind | undefined {
  return allResources.find(
    resource =>
      resource.apiVersion === apiVersion && resource.plural === plural,
  );
}

export function findKind(
  apiVersion: string,
  kind: string,
): ResourceKind | undefined {
  return allResources.find(
    resource => resource.apiVersion === apiVersion && resource.kind === kind,
  );
}
