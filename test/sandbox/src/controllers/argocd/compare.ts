import {
  Cluster,
  findKind,
  groupOf,
  KubernetesObject,
  StoredObject,
  withDefaults,
} from '../../kubernetes';
import { allResources } from '../../kubernetes';
import {
  Application,
  HealthCode,
  ResourceStatus,
  trackingAnnotation,
} from './application';
import { healthOf, worst } from './health';
import { trackingName } from './render/render';

/** Whether everything that is wanted is there; what the cluster added beside it is no difference. */
function contains(live: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(live) &&
      live.length === wanted.length &&
      wanted.every((item, index) => contains(live[index], item))
    );
  }
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof live !== 'object' || live === null)
      return Object.keys(wanted).length === 0;
    return Object.entries(wanted).every(([field, value]) =>
      contains((live as Record<string, unknown>)[field], value),
    );
  }
  return live === wanted;
}

/** Everything in the cluster that carries the Application's tracking id. */
export function trackedObjects(
  cluster: Cluster,
  application: Application,
  home: string,
): StoredObject[] {
  const prefix = `${trackingName(application, home)}:`;
  return allResources.flatMap(resource =>
    cluster.list(resource, {
      where: ({ metadata, kind }) => {
        const id = metadata.annotations?.[trackingAnnotation];
        // Copies of an annotation, as on the slices of a Service, name another object.
        return Boolean(
          id?.startsWith(prefix) &&
            id.includes(`/${kind}:`) &&
            id.endsWith(`/${metadata.name}`),
        );
      },
    }),
  );
}

export interface Comparison {
  resources: ResourceStatus[];
  health: HealthCode;
  images: string[];
}

function imagesOf(object: KubernetesObject): string[] {
  const spec = object.spec as
    | { template?: { spec?: { containers?: { image: string }[] } } }
    | undefined;
  return spec?.template?.spec?.containers?.map(({ image }) => image) ?? [];
}

/** The wanted objects beside the live ones. */
export function compare(
  cluster: Cluster,
  application: Application,
  targets: KubernetesObject[],
  home: string,
): Comparison {
  const tracked = trackedObjects(cluster, application, home);
  const describe = (
    object: KubernetesObject,
  ): Omit<ResourceStatus, 'status'> => ({
    ...(groupOf(object) ? { group: groupOf(object) } : {}),
    version: object.apiVersion.split('/').pop()!,
    kind: object.kind,
    ...(object.metadata.namespace
      ? { namespace: object.metadata.namespace }
      : {}),
    name: object.metadata.name,
  });
  const pairs = targets.map(target => {
    const resource = findKind(target.apiVersion, target.kind);
    return {
      target,
      live:
        resource &&
        cluster.get(resource, target.metadata.namespace, target.metadata.name),
    };
  });
  const wanted = pairs.map(({ target, live }): ResourceStatus => {
    const resource = findKind(target.apiVersion, target.kind);
    const { status, ...desired } = resource
      ? withDefaults(resource, target)
      : target;
    return {
      ...describe(target),
      status: live && contains(live, desired) ? 'Synced' : 'OutOfSync',
    };
  });
  const surplus = tracked.filter(
    object =>
      !pairs.some(({ live }) => live?.metadata.uid === object.metadata.uid),
  );
  const healths = [
    ...pairs.map(({ target, live }) => healthOf(target.kind, live)),
    ...surplus.map(object => healthOf(object.kind, object)),
  ].filter(code => code !== undefined);
  return {
    resources: [
      ...wanted,
      ...surplus.map(object => ({
        ...describe(object),
        status: 'OutOfSync' as const,
        requiresPruning: true,
      })),
    ],
    health: worst(healths),
    images: [
      ...new Set(pairs.flatMap(({ live }) => (live ? imagesOf(live) : []))),
    ].sort(),
  };
}
