import { ClusterClient, Pod } from '../kubernetes';
import {
  failure,
  MemoryCluster,
} from '../kubernetes/__testUtils__/memoryCluster';
import { componentRecord, record } from '../preview/__testUtils__/builders';
import { pod } from '../workload/__testUtils__/pods';
import { PodLogs } from './PodLogs';

const preview = record({
  components: [componentRecord()],
});
const request = { pod: 'web-7c9-b', container: undefined, tailLines: 10 };

function setUp() {
  const cluster = new MemoryCluster();
  const client = Object.assign(cluster, {
    logs: async (options: Parameters<ClusterClient['logs']>[0]) =>
      `${options.namespace}/${options.pod}: ${options.tailLines}`,
  });
  return { cluster, logs: new PodLogs({ client: () => client }) };
}

it("reads a pod of the preview's own namespace", async () => {
  const { cluster, logs } = setUp();
  cluster.put(Pod, pod('web-7c9-b', []));
  await expect(logs.read(preview, request)).resolves.toBe(
    'pv-web-pr-42/web-7c9-b: 10',
  );
});

it('does not find a pod of the same name elsewhere', async () => {
  const { cluster, logs } = setUp();
  cluster.put(Pod, pod('web-7c9-b', [], {}, { namespace: 'shop' }));
  await expect(logs.read(preview, request)).rejects.toMatchObject({
    name: 'NotFoundError',
    message: 'There is no pod web-7c9-b in preview web-pr-42',
  });
});

it('has nothing to read before there are components', async () => {
  const { cluster, logs } = setUp();
  cluster.put(Pod, pod('web-7c9-b', []));
  await expect(logs.read(record(), request)).rejects.toMatchObject({
    name: 'NotFoundError',
  });
});

it('does not take a cluster that is out of reach for one without the pod', async () => {
  const { cluster, logs } = setUp();
  cluster.before.list = () => {
    throw failure('list', { resource: Pod, name: '' }, undefined, {});
  };
  await expect(logs.read(preview, request)).rejects.toMatchObject({
    name: 'WaitingError',
  });
});
