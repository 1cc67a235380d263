import { applicationOf } from '../../deployers/argocd';
import { edgeRouteOf } from '../../routing/edgeRoute';
import { workspaceObjects } from '../../workspace/objects';
import { DesiredPreview } from '../desired';

const settings = {
  instance: 'test',
  namespaceLabels: {},
  podSecurity: { enforce: 'baseline', warn: 'restricted' },
  gatewayNamespaces: ['infra'],
  meshNamespaces: [],
};
const argoCd = {
  instance: 'test',
  namespace: 'previews',
  project: 'previews',
  destination: { server: 'https://kubernetes.default.svc' },
};
const gateway = {
  instance: 'test',
  namespace: 'infra',
  name: 'edge',
  listener: undefined,
  addresses: undefined,
  implementation: undefined,
  protection: { type: 'off' as const },
};
const identity = {
  kind: 'ServiceAccount' as const,
  name: 'backend',
  namespace: 'preview-environments',
};

/** What is written to the cluster for a preview whose components are all reached from outside, and in which collection, where that varies. */
export function objectsOf({ workspaces, components }: DesiredPreview) {
  return [
    ...workspaces.flatMap(workspace =>
      workspaceObjects(workspace, settings, identity),
    ),
    ...components.map(({ deployment }) => ({
      object: applicationOf(deployment, argoCd),
    })),
    ...components.map(({ route }) => ({
      object: edgeRouteOf(route!, gateway),
    })),
  ];
}
