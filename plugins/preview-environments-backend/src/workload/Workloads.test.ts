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
  sha,
} from '../preview/__testUtils__/builders';
import { desire, DesiredComponent, withImages } from '../preview';
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
  const read = jest.fn(
    async (): Promise<{ manifests: string[] } | undefined> => undefined,
  );
  const workloads = new Workloads({
    client: () => cluster,
    contents: { read },
  });
  return { cluster, workloads, read };
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

describe('an image that a node names by another digest', () => {
  const hex = (letter: string) => `sha256:${letter.repeat(64)}`;
  const tag = 'ghcr.io/acme/web:pr-42-a1b2c3d';

  async function look(contents: string[] | undefined) {
    const { cluster, workloads, read } = setUp();
    read.mockResolvedValue(contents && { manifests: contents });
    const containerStatuses = [
      { name: 'c0', image: tag, imageID: `ghcr.io/acme/web@${hex('c')}` },
    ];
    cluster.put(Pod, pod('web-7c9-b', [tag], { containerStatuses }));
    cluster.put(EndpointSlice, slice({ 'web-7c9-b': true }));
    const found = withImages(wanted(), [
      {
        name: 'ghcr.io/acme/web',
        tag: 'pr-42-a1b2c3d',
        digest: hex('a'),
        manifests: [hex('b')],
        sha,
      },
    ]);
    const states = [
      (await workloads.status(found)).state,
      (await workloads.status(found)).state,
    ];
    return { states, read };
  }

  it.each`
    scenario                      | contents      | state
    ${'an index around the same'} | ${[hex('b')]} | ${'proven'}
    ${'an index around another'}  | ${[hex('d')]} | ${'starting'}
    ${'another image'}            | ${[]}         | ${'starting'}
    ${'one that is gone'}         | ${undefined}  | ${'starting'}
  `('$scenario is $state, and asked for once', async row => {
    const { states, read } = await look(row.contents);
    expect(states).toEqual([row.state, row.state]);
    expect(read).toHaveBeenCalledTimes(1);
    expect(read).toHaveBeenCalledWith(
      expect.objectContaining({ name: 'ghcr.io/acme/web' }),
      hex('c'),
    );
  });
});
