import {
  isRefused,
  MeshTarget,
  meshTargetName,
} from '@previewenv/plugin-preview-environments-node';
import {
  KubernetesObject,
  Namespace,
  OwnObjects,
  ownerOf,
  ResourceKind,
  routableLabel,
} from '../../kubernetes';
import { GatewayApiMeshRouter } from './GatewayApiMeshRouter';
import { serviceRouteOf } from './serviceRoutes';
import { meshKinds } from './targets';

/** A route of ours on a Service. */
interface OwnRoute {
  resource: ResourceKind;
  object: KubernetesObject;
  target: MeshTarget;
  shared: boolean;
}

/**
 * Looks after the routes that all previews share, which no preview's life ends: they are there while an override is, and stay while
 * their namespace is open to previews (rule 7.13). Nobody else takes them away.
 */
export class BaselineKeeper {
  readonly #objects: (
    cluster: string,
  ) => Pick<OwnObjects, 'list' | 'get' | 'remove'>;
  readonly #router: Pick<GatewayApiMeshRouter, 'ensureBaseline'>;

  constructor(options: {
    objects: (cluster: string) => Pick<OwnObjects, 'list' | 'get' | 'remove'>;
    router: Pick<GatewayApiMeshRouter, 'ensureBaseline'>;
  }) {
    this.#objects = options.objects;
    this.#router = options.router;
  }

  /**
   * Makes those that are missing and takes those away that nobody needs any more; `leaving`: all that no override needs, because
   * previews are not to come back. From live lists. Writes nothing while nothing has changed.
   */
  async keep(cluster: string, options: { leaving: boolean }): Promise<void> {
    const routes = await this.#ownRoutes(cluster);
    for (const route of routes)
      if (!route.shared && !routes.some(other => isWayBack(other, route)))
        await this.#make(route.target);
    for (const route of routes)
      if (route.shared && !(await this.#isNeeded(route, routes, options)))
        await this.#objects(cluster).remove(refOf(route), { id: undefined });
  }

  async #make(target: MeshTarget): Promise<void> {
    try {
      await this.#router.ensureBaseline(target);
    } catch (error) {
      // The looks of the previews that override it say so, with the cure.
      if (!isRefused(error)) throw error;
    }
  }

  async #isNeeded(
    route: OwnRoute,
    routes: OwnRoute[],
    { leaving }: { leaving: boolean },
  ): Promise<boolean> {
    const overrides = routes.filter(
      other => !other.shared && isSameService(other, route),
    );
    if (overrides.length > 0)
      return overrides.some(({ resource }) => resource === route.resource);
    if (leaving) return false;
    const { cluster, namespace: name } = route.target;
    const namespace = await this.#objects(cluster).get({
      resource: Namespace,
      name,
    });
    return namespace?.metadata.labels?.[routableLabel] === 'true';
  }

  async #ownRoutes(cluster: string): Promise<OwnRoute[]> {
    const lists = await Promise.all(
      meshKinds.map(async resource =>
        (
          await this.#objects(cluster).list(resource)
        ).flatMap(object => {
          const [parent] = serviceRouteOf(object).services;
          if (parent?.port === undefined) return [];
          const target: MeshTarget = {
            cluster,
            namespace: parent.namespace,
            service: parent.name,
            port: parent.port,
            protocol: resource.kind === 'GRPCRoute' ? 'grpc' : 'http',
          };
          const shared = ownerOf(object)?.id === undefined;
          return [{ resource, object, target, shared }];
        }),
      ),
    );
    return lists.flat();
  }
}

function isSameService({ target }: OwnRoute, other: OwnRoute): boolean {
  return meshTargetName(target) === meshTargetName(other.target);
}

function isWayBack(route: OwnRoute, override: OwnRoute): boolean {
  return (
    route.shared &&
    route.resource === override.resource &&
    isSameService(route, override)
  );
}

function refOf({ resource, object: { metadata } }: OwnRoute) {
  return { resource, namespace: metadata.namespace, name: metadata.name };
}
