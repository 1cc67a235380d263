import {
  DesiredMeshRoute,
  MeshRouter,
  MeshTarget,
  meshTargetName,
  RefusedError,
  RouteStatus,
} from '@previewenv/plugin-preview-environments-node';
import {
  ClusterClient,
  KubernetesObject,
  Namespace,
  OwnObjects,
  ReferenceGrant,
  ResourceKind,
  routableLabel,
} from '../../kubernetes';
import { KnownRoutes } from '../KnownRoutes';
import { baselineRouteOf } from './baselineRoute';
import { BaselineView, baselineView } from './baselineView';
import { grantOf } from './grant';
import { MeshSettings } from './implementations';
import { meshStatusOf } from './meshStatus';
import { overrideRoutesOf } from './overrides';
import { rivalObjection } from './rivals';
import { isMeshRoute, serviceRouteOf } from './serviceRoutes';
import { baselineRouteName, meshKindOf, meshKinds } from './targets';

/** What the mesh routes of one cluster are made with. */
export interface MeshedCluster {
  client: Pick<ClusterClient, 'list'>;
  objects: OwnObjects;
  /** Undefined: the cluster has no mesh that is used. */
  mesh: MeshSettings | undefined;
  /** All routes of the cluster, unfiltered. */
  routes: Pick<KnownRoutes, 'all'>;
}

interface FoundOverride {
  resource: ResourceKind;
  object: KubernetesObject;
  target: string;
}

type Outcome = 'created' | 'updated' | 'unchanged';

/** Routes whose parent is a Service (GAMMA): one for the baseline, which all previews share, and one for each preview. */
export class GatewayApiMeshRouter implements MeshRouter {
  readonly #clusters: (name: string) => MeshedCluster;

  constructor(options: { clusters: (name: string) => MeshedCluster }) {
    this.#clusters = options.clusters;
  }

  async ensureBaseline(target: MeshTarget): Promise<Outcome> {
    const { client, objects, mesh, view } = await this.#open(target);
    const objection =
      view.conflict() ??
      // What stands already is not asked about again.
      (view.hasOwn
        ? undefined
        : await rivalObjection(client, mesh.rivals, target));
    if (objection) throw new RefusedError(objection);
    // A route of the owners that takes everything answers in its place; ours beside it would be a second opinion.
    if (view.takesEverything && !view.hasOwn) return 'unchanged';
    return objects.ensure(
      meshKindOf(target),
      baselineRouteOf(target, mesh.instance),
    );
  }

  async baselineStatus(target: MeshTarget): Promise<RouteStatus> {
    const { objects, mesh, view } = this.#meshed(target);
    const live = await objects.get({
      resource: meshKindOf(target),
      namespace: target.namespace,
      name: baselineRouteName(target, mesh.instance),
    });
    return !live && view().takesEverything
      ? { state: 'accepted' }
      : meshStatusOf(live, target, mesh.title);
  }

  async ensure(route: DesiredMeshRoute): Promise<Outcome> {
    const { objects, mesh, view } = await this.#open(route.target);
    const resource = meshKindOf(route.target);
    const outcomes: Outcome[] = [];
    if (mesh.grants)
      outcomes.push(
        await objects.ensure(ReferenceGrant, grantOf(route, mesh.instance)),
      );
    const wanted = overrideRoutesOf(route, view.matches, mesh);
    for (const one of wanted)
      outcomes.push(await objects.ensure(resource, one));
    for (const { kind, name } of view.overridesOf(route.previewId)) {
      const stays = wanted.some(
        one => one.kind === kind && one.metadata.name === name,
      );
      const of = meshKinds.find(one => one.kind === kind);
      if (stays || !of) continue;
      const { namespace } = route.target;
      await objects.remove(
        { resource: of, namespace, name },
        { id: route.previewId },
      );
      outcomes.push('updated');
    }
    if (outcomes.every(one => one === 'unchanged')) return 'unchanged';
    return outcomes.every(one => one === 'created') ? 'created' : 'updated';
  }

  async status(route: DesiredMeshRoute): Promise<RouteStatus> {
    const { objects, mesh, view } = this.#meshed(route.target);
    const resource = meshKindOf(route.target);
    const statuses: RouteStatus[] = [];
    for (const { metadata } of overrideRoutesOf(route, view().matches, mesh)) {
      const { namespace, name } = metadata;
      const live = await objects.get({ resource, namespace, name });
      statuses.push(meshStatusOf(live, route.target, mesh.title));
    }
    return (
      statuses.find(({ state }) => state !== 'accepted') ?? {
        state: 'accepted',
      }
    );
  }

  async destroy(options: {
    previewId: string;
    cluster: string;
    keep: string[];
  }): Promise<RouteStatus> {
    const { objects } = this.#clusters(options.cluster);
    const doomed = (await overrides(objects, options.previewId)).filter(
      ({ target }) => !options.keep.includes(target),
    );
    let deleting: string | undefined;
    for (const { resource, object, target } of doomed) {
      const { namespace, name } = object.metadata;
      const removal = await objects.remove(
        { resource, namespace, name },
        { id: options.previewId },
      );
      if (removal.state === 'deleting')
        deleting = [
          `The route ${name} on Service ${target} is being removed`,
          ...removal.blockedBy,
        ].join(': ');
    }
    return deleting
      ? { state: 'deleting', reason: deleting }
      : { state: 'absent' };
  }

  async list(options: {
    previewId: string;
    cluster: string;
  }): Promise<string[]> {
    const { objects } = this.#clusters(options.cluster);
    const found = await overrides(objects, options.previewId);
    return [...new Set(found.map(({ target }) => target))].sort();
  }

  /** Only where the namespace's owners have said so (design 6.6); a live read, as it is about to be written to. */
  async #open(target: MeshTarget): Promise<{
    client: Pick<ClusterClient, 'list'>;
    objects: OwnObjects;
    mesh: MeshSettings;
    view: BaselineView;
  }> {
    const { client, objects, mesh, view } = this.#meshed(target);
    const known = view();
    const namespace = await objects.get({
      resource: Namespace,
      name: target.namespace,
    });
    if (namespace?.metadata.labels?.[routableLabel] !== 'true')
      throw new RefusedError(
        namespace
          ? `Namespace ${target.namespace} is not open to routes of previews, which Service ${target.service} needs: label it ${routableLabel}: 'true', or take it out of spec.routing.mesh.`
          : `There is no namespace ${target.namespace}, which spec.routing.mesh names.`,
      );
    return { client, objects, mesh, view: known };
  }

  #meshed(target: MeshTarget) {
    const { client, objects, mesh, routes } = this.#clusters(target.cluster);
    if (!mesh)
      throw new RefusedError(
        `Cluster ${target.cluster} has no service mesh: name it in previewEnvironments.clusters.${target.cluster}.mesh, or write mesh: none into the definition.`,
      );
    if (!mesh.protocols.includes(target.protocol))
      throw new RefusedError(
        `${mesh.title} follows no ${
          meshKindOf(target).kind
        } on a Service; take ${meshTargetName(
          target,
        )} out of spec.routing.mesh.`,
      );
    return {
      client,
      objects,
      mesh,
      view: () => baselineView(target, routes.all(), mesh.instance),
    };
  }
}

/** The preview's routes on Services, from live lists. */
async function overrides(
  objects: OwnObjects,
  previewId: string,
): Promise<FoundOverride[]> {
  const lists = await Promise.all(
    meshKinds.map(async resource =>
      (await objects.list(resource, { id: previewId }))
        .filter(isMeshRoute)
        .map(object => ({ resource, object, target: targetOf(object) })),
    ),
  );
  return lists.flat();
}

function targetOf(object: KubernetesObject): string {
  const [{ namespace, name, port = 0 }] = serviceRouteOf(object).services;
  return meshTargetName({ namespace, service: name, port });
}
