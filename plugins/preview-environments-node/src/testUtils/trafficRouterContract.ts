import { deepStrictEqual, ok, rejects } from 'node:assert/strict';
import { isRefused, isWaiting } from '../outcomes';
import { DesiredEdgeRoute, TrafficRouter } from '../trafficRouter';

/**
 * A cluster of its own for one scenario, with a gateway and no routes.
 *
 * @public
 */
export interface TrafficRouterGround {
  router: TrafficRouter;
  /** A route that the gateway admits. */
  route: DesiredEdgeRoute;
  /** How often the router has changed something in the cluster. */
  writes(): number;
  /** Lets the gateway do its part, until there is nothing left to do. */
  settle(): Promise<void>;
  /** Somebody else answers for the host already. */
  occupy(host: string): Promise<void>;
  /** From now on the cluster is out of reach. */
  cutOff(): void;
  reconnect(): void;
}

/**
 * A rule of the contract: passes silently, or throws what is wrong.
 *
 * @public
 */
export interface TrafficRouterScenario {
  name: string;
  run(ground: TrafficRouterGround): Promise<void>;
}

/**
 * What every traffic router promises when it is called twice, called late, and when the cluster is gone.
 *
 * @public
 */
export const trafficRouterContract: TrafficRouterScenario[] = [
  {
    name: 'knows that nothing is there',
    async run({ router, route }) {
      deepStrictEqual(await router.status(route), { state: 'absent' });
      deepStrictEqual(await router.list(of(route)), []);
      deepStrictEqual(await router.destroy({ ...of(route), keep: [] }), {
        state: 'absent',
      });
    },
  },
  {
    name: 'makes a route once, however often it is asked',
    async run({ router, route, settle, writes }) {
      deepStrictEqual(await router.ensure(route), 'created');
      const once = writes();
      deepStrictEqual(await router.ensure(route), 'unchanged');
      await settle();
      deepStrictEqual(await router.ensure(route), 'unchanged');
      deepStrictEqual(writes(), once);
      deepStrictEqual(await router.list(of(route)), [route.component]);
    },
  },
  {
    name: 'is accepted only when the gateway has taken it up, at every commit anew',
    async run({ router, route, settle }) {
      const later = { ...route, headSha: '0123456789'.repeat(4) };
      await router.ensure(route);
      deepStrictEqual((await router.status(route)).state, 'pending');
      await settle();
      deepStrictEqual(await router.status(route), { state: 'accepted' });
      deepStrictEqual(await router.ensure(later), 'updated');
      deepStrictEqual((await router.status(later)).state, 'pending');
      await settle();
      deepStrictEqual(await router.status(later), { state: 'accepted' });
    },
  },
  {
    name: 'never shares a host, and says whose it is',
    async run({ router, route, settle, occupy, writes }) {
      await occupy(route.host);
      await settle();
      const before = writes();
      await rejects(
        router.ensure(route),
        error => isRefused(error) && error.message.includes(route.host),
      );
      deepStrictEqual(writes(), before);
      deepStrictEqual(await router.list(of(route)), []);
    },
  },
  {
    name: "takes a preview's routes away but for the kept ones, however often it is asked",
    async run({ router, route, settle, writes }) {
      const kept = {
        ...route,
        component: 'kept',
        name: 'kept',
        host: `kept-${route.host}`,
      };
      const other = {
        ...route,
        previewId: `${route.previewId}0`,
        namespace: `${route.namespace}0`,
        host: `other-${route.host}`,
      };
      for (const one of [route, kept, other]) await router.ensure(one);
      await settle();
      await router.destroy({ ...of(route), keep: ['kept'] });
      await settle();
      const once = writes();
      deepStrictEqual(await router.destroy({ ...of(route), keep: ['kept'] }), {
        state: 'absent',
      });
      deepStrictEqual(writes(), once);
      deepStrictEqual(await router.status(route), { state: 'absent' });
      deepStrictEqual(await router.list(of(route)), ['kept']);
      deepStrictEqual(await router.list(of(other)), [other.component]);
    },
  },
  {
    name: 'concludes nothing about a cluster that is out of reach',
    async run({ router, route, settle, cutOff, reconnect }) {
      await router.ensure(route);
      await settle();
      cutOff();
      await rejects(router.status(route), isWaiting);
      await rejects(router.list(of(route)), isWaiting);
      await rejects(router.ensure(route), isWaiting);
      await rejects(router.destroy({ ...of(route), keep: [] }), isWaiting);
      reconnect();
      deepStrictEqual(await router.status(route), { state: 'accepted' });
      ok((await router.list(of(route))).length === 1);
    },
  },
];

function of({ previewId, cluster }: DesiredEdgeRoute) {
  return { previewId, cluster };
}
