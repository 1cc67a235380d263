import { PreviewDefinition } from '@previewenv/plugin-preview-environments-common';
import { ClusterPolicy } from './policy';
import { DesiredRoute, hostsOf, originOf } from './wayIn';

/** A component with what its definition says of the Services that it stands for. */
export interface Member {
  definition: PreviewDefinition;
  cluster: string;
  /** The preview's own. */
  namespace: string;
  component: string;
  route: DesiredRoute | undefined;
}

interface Override {
  service: string;
  namespace: string;
  to: { service: string; namespace: string; port: number };
}

/**
 * The route of one component as the others make it: an entry point that the preview has a version of is that version, because
 * requests that come in by a Gateway are not led on by routes of a mesh (GEP-1294), and all hosts of a preview may call each other.
 */
export function amongMembers(
  member: Member,
  members: Member[],
  policy: ClusterPolicy,
): DesiredRoute | undefined {
  const { route } = member;
  if (!route) return undefined;
  const here = members.filter(({ cluster }) => cluster === member.cluster);
  const overrides = here.flatMap(overridesOf);
  const { cors, stable } = route;
  return {
    ...route,
    ...entered(member, overrides),
    cors: cors && {
      ...cors,
      origins: [...new Set([...cors.origins, ...originsOf(here, policy)])],
    },
    stable: stable && { ...stable, overrides },
  };
}

/** The preview's own version of the entry point, if it has one. */
function entered(
  { definition, namespace, component }: Member,
  overrides: Override[],
): Partial<DesiredRoute> {
  const entry = definition.spec.routing?.entry;
  const own =
    entry &&
    overrides.find(
      ({ service, namespace: place }) =>
        service === entry.service && place === entry.namespace,
    );
  if (!own) return {};
  const { service, port } = own.to;
  return { name: component, namespace, backend: { service, port } };
}

function overridesOf({ definition, namespace }: Member): Override[] {
  const { routing } = definition.spec;
  if (!routing || routing.mesh === 'none') return [];
  const { name, port } = routing.service;
  return routing.mesh.map(target => ({
    service: target.service,
    namespace: target.namespace,
    to: { service: name, namespace, port },
  }));
}

function originsOf(members: Member[], policy: ClusterPolicy): string[] {
  return members.flatMap(({ route }) =>
    route?.protocol === 'http'
      ? hostsOf(route).map(host => originOf(policy, host))
      : [],
  );
}
