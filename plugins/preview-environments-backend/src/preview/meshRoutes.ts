import { PreviewDefinition } from '@previewenv/plugin-preview-environments-common';
import {
  DesiredMeshRoute,
  meshTargetName,
} from '@previewenv/plugin-preview-environments-node';

/** The overrides of a component: for each baseline Service that it stands for, callers with the preview's key reach its own. */
export function meshRoutesOf(
  { spec: { routing } }: PreviewDefinition,
  place: {
    previewId: string;
    component: string;
    cluster: string;
    namespace: string;
  },
): DesiredMeshRoute[] {
  if (!routing || routing.mesh === 'none') return [];
  const { name, port, protocol } = routing.service;
  const { previewId, component, cluster, namespace } = place;
  return routing.mesh.map(target => ({
    previewId,
    component,
    target: { ...target, cluster, protocol },
    keys: [previewId],
    backend: { namespace, service: name, port },
  }));
}

/** One request can't reach two components of a preview. */
export function overriddenTwice(
  earlier: { name: string; mesh: DesiredMeshRoute[] }[],
  { name, mesh }: { name: string; mesh: DesiredMeshRoute[] },
): string | undefined {
  const wanted = mesh.map(({ target }) => meshTargetName(target));
  for (const other of earlier) {
    const taken = other.mesh
      .map(({ target }) => meshTargetName(target))
      .find(target => wanted.includes(target));
    if (taken)
      return `The components ${other.name} and ${name} both stand for Service ${taken}; take it out of spec.routing.mesh of one of them`;
  }
  return undefined;
}
