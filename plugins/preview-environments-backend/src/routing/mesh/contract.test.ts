import { meshRouterContract } from '@previewenv/plugin-preview-environments-node/testUtils';
import { HTTPRoute } from '../../kubernetes';
import { answering } from './__testUtils__/answering';
import {
  cart,
  meshGround,
  override,
  ownersRoute,
  routesOf,
} from './__testUtils__/meshes';

function ground() {
  const { cluster, router, openNamespace, settle, cutOff, reconnect } =
    meshGround();
  return {
    router,
    route: override('cart-pr-1'),
    other: override('cart-pr-2'),
    writes: () => cluster.writes.length,
    settle,
    ask: async (request: { path: string; headers?: Record<string, string> }) =>
      answering(await routesOf(cluster), cart, request),
    splitBaseline: async (path: string) => {
      cluster.put(
        HTTPRoute,
        ownersRoute([{ path: { type: 'PathPrefix', value: path } }]),
      );
    },
    closeNamespace: async () => {
      openNamespace('false');
    },
    cutOff,
    reconnect,
  };
}

/* eslint-disable jest/expect-expect -- the scenarios assert, so that a plain script can run them too */
it.each(meshRouterContract)('$name', scenario => scenario.run(ground()));
