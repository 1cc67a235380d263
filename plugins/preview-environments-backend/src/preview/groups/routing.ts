import { meshTargetName } from '@previewenv/plugin-preview-environments-node';
import { DesiredComponent, DesiredPreview } from '../desired';
import { answererOf, keysFor } from './reach';
import { Face } from './types';

/**
 * The desired state of a preview in its group (rule 7.22): routing only. Callers with the keys of the other members are led to its versions
 * of Services, its own way in may be a member's version of the entry point, and pods of members may call each other.
 */
export function inGroup(
  desired: DesiredPreview,
  self: Face,
  members: Face[],
): DesiredPreview {
  if (members.length < 2) return desired;
  const others = members.filter(
    ({ previewId }) => previewId !== self.previewId,
  );
  return {
    workspaces: desired.workspaces.map(workspace => ({
      ...workspace,
      groupNamespaces: namespacesOf(others, workspace.cluster),
    })),
    components: desired.components.map(component => ({
      ...component,
      route: enteredByMember(component, self, members),
      mesh: component.mesh.map(route => ({
        ...route,
        keys: keysFor(self, members, {
          cluster: route.target.cluster,
          target: meshTargetName(route.target),
        }),
      })),
    })),
  };
}

function namespacesOf(others: Face[], cluster: string): string[] {
  const namespaces = others.flatMap(({ clusters, namespace }) =>
    namespace !== undefined && clusters.includes(cluster) ? [namespace] : [],
  );
  return [...new Set(namespaces)].sort();
}

/**
 * Requests that come in by a Gateway are not led on by routes of a mesh (GEP-1294): an entry point of the baseline of which a member has a
 * version is entered by that, once it answers.
 */
function enteredByMember(
  { route, namespace, cluster }: DesiredComponent,
  self: Face,
  members: Face[],
): DesiredComponent['route'] {
  if (!route || route.namespace === namespace) return route;
  const standing = members
    .flatMap(({ stands }) => stands)
    .find(
      one =>
        one.cluster === cluster &&
        one.namespace === route.namespace &&
        one.service === route.backend.service &&
        one.protocol === route.protocol,
    );
  const member = standing && answererOf(self, members, standing);
  const stand = member?.stands.find(
    ({ target }) => target === standing?.target,
  );
  if (!member?.answers || !stand) return route;
  const { service, port } = stand.to;
  return {
    ...route,
    namespace: stand.to.namespace,
    backend: { service, port },
  };
}
