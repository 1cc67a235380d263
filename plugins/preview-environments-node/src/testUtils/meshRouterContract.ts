import {
  deepStrictEqual,
  notDeepStrictEqual,
  rejects,
} from 'node:assert/strict';
import { DesiredMeshRoute, MeshRouter, meshTargetName } from '../meshRouter';
import { isRefused, isWaiting } from '../outcomes';

/**
 * A cluster of its own for one scenario, with a mesh, the baseline of the route's target, and no routes.
 *
 * @public
 */
export interface MeshRouterGround {
  router: MeshRouter;
  /** An override that the mesh takes up. */
  route: DesiredMeshRoute;
  /** The same for another preview. */
  other: DesiredMeshRoute;
  /** How often the router has changed something in the cluster. */
  writes(): number;
  /** Lets the mesh do its part, until there is nothing left to do. */
  settle(): Promise<void>;
  /** Which backend, as `namespace/service:port`, answers a request to the target; undefined when it is refused. */
  ask(request: {
    path: string;
    headers?: Record<string, string>;
  }): Promise<string | undefined>;
  /** The owners of the baseline answer a path of the target differently, by a route of their own. */
  splitBaseline(path: string): Promise<void>;
  /** The target's namespace is no longer open to previews. */
  closeNamespace(): Promise<void>;
  /** From now on the cluster is out of reach. */
  cutOff(): void;
  reconnect(): void;
}

/**
 * A rule of the contract: passes silently, or throws what is wrong.
 *
 * @public
 */
export interface MeshRouterScenario {
  name: string;
  run(ground: MeshRouterGround): Promise<void>;
}

/**
 * What every mesh router promises when it is called twice, called late, and when the cluster is gone.
 *
 * @public
 */
export const meshRouterContract: MeshRouterScenario[] = [
  {
    name: 'knows that nothing is there',
    async run({ router, route }) {
      deepStrictEqual(await router.baselineStatus(route.target), {
        state: 'absent',
      });
      deepStrictEqual(await router.status(route), { state: 'absent' });
      deepStrictEqual(await router.list(of(route)), []);
      deepStrictEqual(await router.destroy({ ...of(route), keep: [] }), {
        state: 'absent',
      });
    },
  },
  {
    name: 'makes the way to the baseline once, however often and by however many it is asked',
    async run({ router, route, settle, writes }) {
      await Promise.all([
        router.ensureBaseline(route.target),
        router.ensureBaseline(route.target),
      ]);
      await settle();
      const once = writes();
      deepStrictEqual(await router.ensureBaseline(route.target), 'unchanged');
      deepStrictEqual(writes(), once);
      deepStrictEqual(await router.baselineStatus(route.target), {
        state: 'accepted',
      });
      deepStrictEqual(await router.list(of(route)), []);
    },
  },
  {
    name: 'leads a key to its preview and everything else to the baseline, on every path',
    async run({ router, route, other, settle, ask, writes }) {
      await router.ensureBaseline(route.target);
      deepStrictEqual(await router.ensure(route), 'created');
      const once = writes();
      deepStrictEqual(await router.ensure(route), 'unchanged');
      deepStrictEqual(writes(), once);
      await router.ensure(other);
      await settle();
      deepStrictEqual(await router.status(route), { state: 'accepted' });
      for (const path of ['/', '/items/7?page=2']) {
        const [key, another] = [route.keys[0], other.keys[0]];
        deepStrictEqual(await ask({ path, ...carrying(key) }), backend(route));
        deepStrictEqual(
          await ask({ path, ...carrying(another) }),
          backend(other),
        );
        deepStrictEqual(await ask({ path }), baseline(route));
        deepStrictEqual(
          await ask({ path, ...carrying(`${key}0`) }),
          baseline(route),
        );
      }
    },
  },
  {
    name: 'wins over longer paths of the baseline, which go on to answer everybody else',
    async run({ router, route, settle, ask, splitBaseline }) {
      await splitBaseline('/api');
      await settle();
      await router.ensureBaseline(route.target);
      await router.ensure(route);
      await settle();
      const before = await ask({ path: '/api/items' });
      notDeepStrictEqual(before, undefined);
      notDeepStrictEqual(before, backend(route));
      deepStrictEqual(
        await ask({ path: '/api/items', ...carrying(route.keys[0]) }),
        backend(route),
      );
    },
  },
  {
    name: "takes a preview's overrides away, and nobody else's, and never the way to the baseline",
    async run({ router, route, other, settle, ask, writes }) {
      await router.ensureBaseline(route.target);
      await router.ensure(route);
      await router.ensure(other);
      await settle();
      const keep = [meshTargetName(route.target)];
      await router.destroy({ ...of(route), keep });
      deepStrictEqual(await router.list(of(route)), keep);
      await router.destroy({ ...of(route), keep: [] });
      await settle();
      const once = writes();
      deepStrictEqual(await router.destroy({ ...of(route), keep: [] }), {
        state: 'absent',
      });
      deepStrictEqual(writes(), once);
      deepStrictEqual(await router.status(route), { state: 'absent' });
      deepStrictEqual(await router.list(of(other)), keep);
      deepStrictEqual(
        await ask({ path: '/', ...carrying(route.keys[0]) }),
        baseline(route),
      );
      deepStrictEqual(
        await ask({ path: '/', ...carrying(other.keys[0]) }),
        backend(other),
      );
    },
  },
  {
    name: 'touches no namespace that was not opened, but takes its own things out of it',
    async run({ router, route, settle, closeNamespace, writes }) {
      await router.ensureBaseline(route.target);
      await router.ensure(route);
      await settle();
      await closeNamespace();
      const before = writes();
      const refusal = (error: unknown) =>
        isRefused(error) && error.message.includes(route.target.namespace);
      await rejects(router.ensureBaseline(route.target), refusal);
      await rejects(router.ensure(route), refusal);
      deepStrictEqual(writes(), before);
      await router.destroy({ ...of(route), keep: [] });
      deepStrictEqual(await router.list(of(route)), []);
    },
  },
  {
    name: 'concludes nothing about a cluster that is out of reach',
    async run({ router, route, settle, cutOff, reconnect }) {
      await router.ensureBaseline(route.target);
      await router.ensure(route);
      await settle();
      cutOff();
      await rejects(router.baselineStatus(route.target), isWaiting);
      await rejects(router.status(route), isWaiting);
      await rejects(router.list(of(route)), isWaiting);
      await rejects(router.ensureBaseline(route.target), isWaiting);
      await rejects(router.ensure(route), isWaiting);
      await rejects(router.destroy({ ...of(route), keep: [] }), isWaiting);
      reconnect();
      deepStrictEqual(await router.status(route), { state: 'accepted' });
      deepStrictEqual((await router.list(of(route))).length, 1);
    },
  },
];

function of({ previewId, target: { cluster } }: DesiredMeshRoute) {
  return { previewId, cluster };
}

/** The key as the edge sets it. */
function carrying(key: string): { headers: Record<string, string> } {
  return { headers: { baggage: `preview=${key}`, 'x-preview': key } };
}

function backend({ backend: to }: DesiredMeshRoute): string {
  return meshTargetName(to);
}

function baseline({ target }: DesiredMeshRoute): string {
  return meshTargetName(target);
}
