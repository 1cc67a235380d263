import { applicationOf, ArgoCdSettings } from '../deployers/argocd';
import { KubernetesObject } from '../kubernetes';
import {
  DesiredComponent,
  DesiredPreview,
  DesiredRoute,
  ObjectSummary,
} from '../preview';
import {
  edgeCompanionsOf,
  edgeRouteOf,
  GatewaySettings,
  grantOf,
  MeshSettings,
  overrideRoutesOf,
} from '../routing';
import { Identity, workspaceObjects, WorkspaceSettings } from '../workspace';

/** The settings of one cluster, as far as they shape objects. */
export interface ObjectSettings {
  workspace: WorkspaceSettings;
  argoCd: ArgoCdSettings;
  /** The cluster that the Applications live in. */
  argoCdCluster: string;
  gateway: GatewaySettings;
  /** Undefined: nobody is led to previews. */
  mesh: MeshSettings | undefined;
}

/** Only names are shown, and a RoleBinding's name does not depend on its subject. */
const nobody: Identity = {
  kind: 'User',
  apiGroup: 'rbac.authorization.k8s.io',
  name: 'preview-environments',
};

/** Every object of a desired state, in the order in which it is made. Pure. */
export function describeObjects(
  desired: DesiredPreview,
  settings: (cluster: string) => ObjectSettings,
): ObjectSummary[] {
  return [
    ...desired.workspaces.flatMap(workspace =>
      workspaceObjects(
        workspace,
        settings(workspace.cluster).workspace,
        nobody,
      ).map(({ object }) => summary(workspace.cluster, object)),
    ),
    ...desired.components.map(({ deployment, cluster }) => {
      const { argoCd, argoCdCluster } = settings(cluster);
      return summary(argoCdCluster, applicationOf(deployment, argoCd));
    }),
    ...desired.components.flatMap(({ route, cluster }) =>
      route
        ? edgeObjects(route, settings(cluster).gateway).map(object =>
            summary(cluster, object),
          )
        : [],
    ),
    ...desired.components.flatMap(component =>
      meshObjects(component, settings(component.cluster).mesh).map(object =>
        summary(component.cluster, object),
      ),
    ),
  ];
}

/** As far as they are known without looking at the baseline, whose routes may take more of them. */
function meshObjects(
  { mesh }: DesiredComponent,
  settings: MeshSettings | undefined,
): KubernetesObject[] {
  if (!settings) return [];
  return mesh.flatMap(route => [
    ...(settings.grants ? [grantOf(route, settings.instance)] : []),
    ...overrideRoutesOf(route, [], settings),
  ]);
}

function edgeObjects(
  route: DesiredRoute,
  gateway: GatewaySettings,
): KubernetesObject[] {
  return [
    ...edgeCompanionsOf(route, gateway).map(({ object }) => object),
    edgeRouteOf(route, gateway),
  ];
}

function summary(
  cluster: string,
  { apiVersion, kind, metadata: { namespace, name } }: KubernetesObject,
): ObjectSummary {
  return { cluster, apiVersion, kind, namespace, name };
}
