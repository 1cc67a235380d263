import { deployerContract } from '@previewenv/plugin-preview-environments-node/testUtils';
import { Application, OwnObjects } from '../../kubernetes';
import {
  failure,
  MemoryCluster,
} from '../../kubernetes/__testUtils__/memoryCluster';
import { deployment, older, settings } from './__testUtils__/applications';
import { applicationOf } from './application';
import { ArgoCdDeployer } from './ArgoCdDeployer';

/** What Argo CD does of its own accord: compares, syncs, removes. */
async function reconcile(cluster: MemoryCluster): Promise<void> {
  for (const live of await cluster.list({ resource: Application })) {
    const { metadata, spec, operation, ...rest } = live;
    if (metadata.deletionTimestamp) {
      cluster.release({ resource: Application, ...metadata });
      continue;
    }
    const { source } = spec as { source: unknown };
    cluster.put(Application, {
      ...rest,
      metadata,
      spec,
      status: {
        sync: { status: 'Synced', comparedTo: { source } },
        health: { status: 'Healthy' },
        operationState: { phase: 'Succeeded', syncResult: { source } },
      },
    });
  }
}

function ground() {
  const cluster = new MemoryCluster();
  const objects = new OwnObjects({ client: cluster, instance: 'test' });
  const unreachable = () => {
    throw failure('get', { resource: Application, name: '' }, undefined, {
      message: 'connect ECONNREFUSED',
    });
  };
  return {
    deployer: new ArgoCdDeployer({ argoCd: () => ({ objects, settings }) }),
    deployment: older(),
    later: deployment(),
    writes: () => cluster.writes.length,
    settle: () => reconcile(cluster),
    occupy: async (wanted: Parameters<typeof applicationOf>[0]) => {
      const object = applicationOf(wanted, settings);
      const metadata = { ...object.metadata, labels: {} };
      cluster.put(Application, { ...object, metadata });
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
it.each(deployerContract)('$name', scenario => scenario.run(ground()));
