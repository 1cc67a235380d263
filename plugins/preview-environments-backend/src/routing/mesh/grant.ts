import { DesiredMeshRoute } from '@previewenv/plugin-preview-environments-node';
import { KubernetesObject, labelsOf, ReferenceGrant } from '../../kubernetes';
import { meshKindOf } from './targets';

/** Lets routes of the target's namespace lead into the preview's, for implementations that ask for it there too. It goes with the preview's namespace. */
export function grantOf(
  { previewId, target, backend }: DesiredMeshRoute,
  instance: string,
): KubernetesObject {
  const { apiVersion, kind } = meshKindOf(target);
  const [group] = apiVersion.split('/');
  return {
    apiVersion: ReferenceGrant.apiVersion,
    kind: ReferenceGrant.kind,
    metadata: {
      name: `preview-mesh-${target.protocol}-${target.namespace}`,
      namespace: backend.namespace,
      labels: labelsOf({ instance, id: previewId }),
    },
    spec: {
      from: [{ group, kind, namespace: target.namespace }],
      to: [{ group: '', kind: 'Service' }],
    },
  };
}
