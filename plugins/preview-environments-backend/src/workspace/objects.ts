import { DesiredWorkspace } from '../preview';
import {
  KubernetesObject,
  labelsOf,
  LimitRange,
  Namespace,
  NetworkPolicy,
  ResourceKind,
  ResourceQuota,
  RoleBinding,
  routableLabel,
  Service,
  ServiceAccount,
} from '../kubernetes';
import { limitRangeSpec, quotaSpec } from './guardRails';
import { networkPolicySpec } from './networkPolicy';
import { stampAnnotations } from './stamp';

/** What a cluster's configuration says of the namespaces of previews. */
export interface WorkspaceSettings {
  instance: string;
  /** For meshes and platforms: injection, revision, team (rule 7.10). */
  namespaceLabels: Record<string, string>;
  podSecurity: { enforce: string; warn: string };
  /** Where the gateway's data planes run. */
  gatewayNamespaces: string[];
  /** Where the mesh is controlled from. */
  meshNamespaces: string[];
}

/** Who we are to the API server, as a RoleBinding names its subjects. */
export type Identity =
  | { kind: 'ServiceAccount'; name: string; namespace: string }
  | { kind: 'User'; apiGroup: 'rbac.authorization.k8s.io'; name: string };

export interface WorkspaceObject {
  resource: ResourceKind;
  object: KubernetesObject;
}

/**
 * As whom Argo CD deploys where its impersonation is switched on (rule 7.6); the ServiceAccount, its RoleBinding and the ClusterRole share the
 * name. It is the workspace's, not the Application's, because Argo CD still needs it to delete what the Application made.
 */
export const workloadRole = 'preview-environments-workload';

/** The fixed ClusterRole of the shipped manifests that gives us our rights inside a preview's namespace (rule 7.5). */
export const previewRole = 'preview-environments-preview';

/** Everything that the backend owns in a preview's namespace, in the order in which it is made: rights first, names last. */
export function workspaceObjects(
  workspace: DesiredWorkspace,
  settings: WorkspaceSettings,
  identity: Identity,
): WorkspaceObject[] {
  const labels = labelsOf({
    instance: settings.instance,
    id: workspace.previewId,
  });
  const inside = (name: string) => ({
    name,
    namespace: workspace.namespace,
    labels,
  });
  const limits = limitRangeSpec(workspace.guardRails);
  return [
    { resource: Namespace, object: namespace(workspace, settings, labels) },
    {
      resource: RoleBinding,
      object: roleBinding(inside(previewRole), identity),
    },
    {
      resource: ServiceAccount,
      object: {
        apiVersion: ServiceAccount.apiVersion,
        kind: ServiceAccount.kind,
        metadata: inside(workloadRole),
      },
    },
    {
      resource: RoleBinding,
      object: roleBinding(inside(workloadRole), {
        kind: 'ServiceAccount',
        name: workloadRole,
        namespace: workspace.namespace,
      }),
    },
    {
      resource: NetworkPolicy,
      object: {
        apiVersion: NetworkPolicy.apiVersion,
        kind: NetworkPolicy.kind,
        metadata: inside('preview-environments'),
        spec: networkPolicySpec(workspace, settings),
      },
    },
    {
      resource: ResourceQuota,
      object: {
        apiVersion: ResourceQuota.apiVersion,
        kind: ResourceQuota.kind,
        metadata: inside('preview-environments'),
        spec: quotaSpec(workspace.guardRails),
      },
    },
    ...(limits
      ? [
          {
            resource: LimitRange,
            object: {
              apiVersion: LimitRange.apiVersion,
              kind: LimitRange.kind,
              metadata: inside('preview-environments'),
              spec: limits,
            },
          },
        ]
      : []),
    ...workspace.aliases.map(alias => ({
      resource: Service,
      object: {
        apiVersion: Service.apiVersion,
        kind: Service.kind,
        metadata: inside(alias.name),
        spec: {
          type: 'ExternalName',
          externalName: `${alias.service}.${alias.namespace}.svc.cluster.local`,
        },
      },
    })),
  ];
}

function namespace(
  workspace: DesiredWorkspace,
  settings: WorkspaceSettings,
  labels: Record<string, string>,
): KubernetesObject {
  return {
    apiVersion: Namespace.apiVersion,
    kind: Namespace.kind,
    metadata: {
      name: workspace.namespace,
      labels: {
        ...settings.namespaceLabels,
        'pod-security.kubernetes.io/enforce': settings.podSecurity.enforce,
        'pod-security.kubernetes.io/warn': settings.podSecurity.warn,
        ...labels,
        [routableLabel]: 'true',
      },
      annotations: stampAnnotations(workspace.stamp),
    },
  };
}

/** To the ClusterRole of the same name. */
function roleBinding(
  metadata: KubernetesObject['metadata'],
  subject: Identity,
): KubernetesObject {
  return {
    apiVersion: RoleBinding.apiVersion,
    kind: RoleBinding.kind,
    metadata,
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: metadata.name,
    },
    subjects: [subject],
  };
}
