import { EndpointSlice, Pod } from '../kubernetes';
import {
  failure,
  MemoryCluster,
} from '../kubernetes/__testUtils__/memoryCluster';
import {
  component,
  policy,
  previewId,
  pullRequest,
} from '../preview/__testUtils__/builders';
import { desire, DesiredComponent } from '../preview';
import { pod, slice } from './__testUtils__/pods';
import { Workloads } from './Workloads';

function wanted(spec: Record<string, unknown> = {}): DesiredComponent {
  const result = desire(
    previewId,
    pullRequest(),
    [component('web', spec)],
    policy,
  );
  if ('problem' in result) throw new Error(result.problem);
  return result.desired.components[0];
}

function setUp() {
  const cluster = new MemoryCluster();
  return { cluster, workloads: new Workloads({ client: () => cluster }) };
}

it("proves the component by its own Service's pods in the preview's namespace", async () => {
  const { cluster, workloads } = setUp();
  const running = pod('web-7c9-b', ['ghcr.io/acme/web:pr-42-a1b2c3d']);
  const other = slice({ 'cart-1-a': true });
  cluster.put(Pod, running);
  cluster.put(EndpointSlice, slice({ 'web-7c9-b': true }));
  cluster.put(EndpointSlice, {
    ...other,
    metadata: {
      ...other.metadata,
      name: 'cart-abcde',
      labels: { 'kubernetes.io/service-name': 'cart' },
    },
  });
  await expect(workloads.status(wanted())).resolves.toEqual({
    state: 'proven',
  });
});

it('has nothing to ask of a component that nobody can reach', async () => {
  const { cluster, workloads } = setUp();
  cluster.before.list = () => {
    throw new Error('asked for nothing');
  };
  await expect(
    workloads.status(wanted({ routing: undefined })),
  ).resolves.toEqual({ state: 'proven' });
});

it('says nothing of a cluster that is out of reach', async () => {
  const { cluster, workloads } = setUp();
  cluster.before.list = () => {
    throw failure('list', { resource: Pod, name: '' }, undefined, {
      message: 'connect ECONNREFUSED',
    });
  };
  await expect(workloads.status(wanted())).rejects.toMatchObject({
    name: 'WaitingError',
    message: expect.stringContaining('is not reachable'),
  });
});
