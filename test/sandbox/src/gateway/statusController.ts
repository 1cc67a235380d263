import { isDeepStrictEqual } from 'node:util';
import { Controller } from '../controllers';
import { withCondition } from '../controllers/conditions';
import { WorkQueue } from '../controllers/workQueue';
import {
  addressOf,
  Cluster,
  Condition,
  KubernetesObject,
  resources,
  StoredObject,
} from '../kubernetes';
import { attachmentsOf, servedGateways } from './attachment';
import { serviceAttachmentsOf } from './serviceAttachment';
import {
  controllerName,
  Gateway,
  gatewayGroup,
  HttpRoute,
  RouteParentStatus,
} from './kinds';

interface Conditioned extends KubernetesObject {
  status?: {
    conditions?: Condition[];
    addresses?: unknown;
    listeners?: { name: string; conditions?: Condition[] }[];
  };
}

/** What makes a route's standing change. */
const watched = new Set([
  'HTTPRoute',
  'GRPCRoute',
  'ReferenceGrant',
  'Gateway',
  'GatewayClass',
  'Namespace',
  'Service',
]);

/** The kinds of route that have a standing. Requests are led by HTTPRoutes only: the stand-in's proxy speaks no HTTP/2. */
const routeResources = [resources.httpRoutes, resources.grpcRoutes] as const;

/** Tells routes and gateways how they stand, as a Gateway API implementation does. */
export class GatewayStatusController implements Controller {
  readonly #cluster: Cluster;
  readonly #address: string;
  readonly #delay: number;
  readonly #queue: WorkQueue;
  #unsubscribe: (() => void) | undefined;

  /** `address`: where the gateway is reached. `delay`: milliseconds between a change and its status. */
  constructor(options: { cluster: Cluster; address: string; delay: number }) {
    this.#cluster = options.cluster;
    this.#address = options.address;
    this.#delay = options.delay;
    this.#queue = new WorkQueue({
      clock: options.cluster.storage.clock,
      name: 'gateway',
      work: () => this.#reconcile(),
    });
  }

  start(): void {
    this.#unsubscribe = this.#cluster.subscribe(({ object }) => {
      if (watched.has(object.kind)) this.#queue.add('everything', this.#delay);
    });
    this.#queue.add('everything');
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#queue.stop();
  }

  #reconcile(): void {
    for (const gatewayClass of this.#cluster.list<Conditioned>(
      resources.gatewayClasses,
    )) {
      if (
        (gatewayClass.spec as { controllerName: string }).controllerName !==
        controllerName
      )
        continue;
      const accepted = {
        type: 'Accepted',
        status: 'True' as const,
        reason: 'Accepted',
        message: 'Handled by the sandbox',
      };
      this.#write(resources.gatewayClasses, gatewayClass, {
        conditions: this.#conditions(
          gatewayClass,
          gatewayClass.status?.conditions,
          [accepted],
        ),
      });
    }
    const routes = routeResources.flatMap(resource =>
      this.#cluster.list<HttpRoute>(resource).map(route => {
        this.#judge(resource, route);
        return route;
      }),
    );
    for (const gateway of servedGateways(this.#cluster))
      this.#describe(gateway, routes);
  }

  #judge(
    resource: (typeof routeResources)[number],
    route: HttpRoute & StoredObject,
  ): void {
    const before = route.status?.parents ?? [];
    const attachments = [
      ...attachmentsOf(this.#cluster, route),
      ...serviceAttachmentsOf(this.#cluster, route),
    ];
    const parents = attachments.map(
      ({ parentRef, accepted, resolvedRefs }): RouteParentStatus => {
        const same = before.find(
          each =>
            each.controllerName === controllerName &&
            isDeepStrictEqual(each.parentRef, parentRef),
        );
        return {
          parentRef,
          controllerName,
          conditions: this.#conditions(route, same?.conditions, [
            accepted,
            resolvedRefs,
          ]),
        };
      },
    );
    const others = before.filter(
      each => each.controllerName !== controllerName,
    );
    if (parents.length || before.length)
      this.#write(resource, route, {
        parents: [...others, ...parents],
      });
  }

  #describe(gateway: Gateway & StoredObject, routes: HttpRoute[]): void {
    const status = (gateway as Conditioned).status;
    const attached = (listener: string): number =>
      routes.filter(route =>
        attachmentsOf(this.#cluster, route).some(
          each =>
            each.gateway.metadata.uid === gateway.metadata.uid &&
            each.listeners.some(({ name }) => name === listener),
        ),
      ).length;
    const yes = (type: string): Omit<Condition, 'lastTransitionTime'> => ({
      type,
      status: 'True',
      reason: type,
      message: '',
    });
    this.#write(resources.gateways, gateway, {
      addresses: [{ type: 'IPAddress', value: this.#address }],
      conditions: this.#conditions(gateway, status?.conditions, [
        yes('Accepted'),
        yes('Programmed'),
      ]),
      listeners: gateway.spec.listeners.map(({ name }) => ({
        name,
        supportedKinds: routeResources.map(({ kind }) => ({
          group: gatewayGroup,
          kind,
        })),
        attachedRoutes: attached(name),
        conditions: this.#conditions(
          gateway,
          status?.listeners?.find(each => each.name === name)?.conditions,
          [yes('Accepted'), yes('Programmed'), yes('ResolvedRefs')],
        ),
      })),
    });
  }

  #conditions(
    { metadata }: KubernetesObject,
    before: Condition[] | undefined,
    conditions: Omit<Condition, 'lastTransitionTime'>[],
  ): Condition[] {
    const now = this.#cluster.storage.timestamp();
    return conditions.reduce<Condition[]>(
      (set, condition) =>
        withCondition(
          set,
          { ...condition, observedGeneration: metadata.generation },
          now,
        ),
      before ?? [],
    );
  }

  #write(
    resource:
      | typeof resources.gateways
      | (typeof routeResources)[number]
      | typeof resources.gatewayClasses,
    object: StoredObject,
    status: object,
  ): void {
    const { status: before } = object as { status?: unknown };
    if (isDeepStrictEqual(before, status)) return;
    this.#cluster.modify(
      resource,
      addressOf(object),
      live => {
        live.status = status;
      },
      { manager: 'sandbox-gateway', subresource: 'status' },
    );
  }
}
