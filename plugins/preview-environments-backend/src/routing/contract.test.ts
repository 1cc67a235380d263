import { trafficRouterContract } from '@previewenv/plugin-preview-environments-node/testUtils';
import { HTTPRoute, OwnObjects } from '../kubernetes';
import {
  failure,
  MemoryCluster,
} from '../kubernetes/__testUtils__/memoryCluster';
import { edgeRoute, foreignRoute, gateway } from './__testUtils__/routes';
import { GatewayApiRouter } from './GatewayApiRouter';
import { RouteView, routeViewOf } from './hosts';

/** What a gateway's controller does of its own accord: takes up the routes. */
async function takeUp(cluster: MemoryCluster): Promise<RouteView[]> {
  const routes = await cluster.list({ resource: HTTPRoute });
  for (const live of routes) {
    const conditions = ['Accepted', 'ResolvedRefs'].map(type => ({
      type,
      status: 'True',
      reason: type,
      message: '',
      observedGeneration: live.metadata.generation,
    }));
    const { namespace, name } = gateway;
    cluster.put(HTTPRoute, {
      ...live,
      status: { parents: [{ parentRef: { namespace, name }, conditions }] },
    });
  }
  return routes.map(routeViewOf);
}

function ground() {
  const cluster = new MemoryCluster();
  const objects = new OwnObjects({ client: cluster, instance: 'test' });
  let items: RouteView[] = [];
  const unreachable = () => {
    throw failure('get', { resource: HTTPRoute, name: '' }, undefined, {
      message: 'connect ECONNREFUSED',
    });
  };
  return {
    router: new GatewayApiRouter({
      clusters: () => ({
        objects,
        gateway,
        routes: { all: () => ({ state: 'known', items }) },
        conflicts: { objectionTo: async () => undefined },
        stable: { ensure: async () => false, shown: async () => [] },
      }),
    }),
    route: edgeRoute(),
    writes: () => cluster.writes.length,
    settle: async () => {
      items = await takeUp(cluster);
    },
    occupy: async (host: string) => {
      cluster.put(HTTPRoute, foreignRoute([host]));
    },
    cutOff: () => {
      cluster.before = { get: unreachable, list: unreachable };
    },
    reconnect: () => {
      cluster.before = {};
    },
  };
}

/* eslint-disable jest/expect-expect -- the scenarios assert, so that a plain script can run them too */
it.each(trafficRouterContract)('$name', scenario => scenario.run(ground()));
