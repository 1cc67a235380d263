import { setImmediate } from 'node:timers/promises';
import { ManualClock } from '../clock';
import { Cluster, KubernetesObject, resources } from '../kubernetes';
import { Images } from '../registry';
import { ContainerRuntime, RunningPod } from '../services';
import { DeploymentController } from './deployments';
import { EndpointSliceController } from './endpointSlices';
import { GarbageCollector } from './garbageCollector';
import { ImagePuller } from './imagePuller';
import { Deployment, EndpointSlice, isReady, Namespace, Pod } from './kinds';
import { Kubelet } from './kubelet';
import { NamespaceController } from './namespaces';
import { ReplicaSetController } from './replicaSets';

const manager = 'test';
const namespace = 'pv-web';
let clock: ManualClock;
let cluster: Cluster;
let images: Images;
let started: string[];

/** Runs nothing, and remembers what it was asked to run. */
class NoRuntime extends ContainerRuntime {
  override async run(pod: () => Pod): Promise<RunningPod> {
    started.push(pod().spec.containers[0].image);
    return { stop: async () => {} };
  }
}

const deployment = (image: string): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: {
        containers: [
          {
            name: 'web',
            image,
            ports: [{ name: 'http', containerPort: 8080 }],
          },
        ],
      },
    },
  },
});

const deploy = (tag: string) =>
  cluster.apply(resources.deployments, deployment(`reg:1/acme/web:${tag}`), {
    manager,
    force: true,
  });
const pods = () => cluster.list<Pod>(resources.pods, { namespace });
const status = () =>
  cluster.get<Deployment>(resources.deployments, namespace, 'web')!.status;

/** Lets time pass in steps, and what waits for promises catch up after each. */
async function pass(milliseconds: number): Promise<void> {
  const step = 50;
  for (let passed = 0; passed < milliseconds; passed += step) {
    clock.advance(step);
    await setImmediate();
  }
}

beforeEach(async () => {
  clock = new ManualClock();
  cluster = new Cluster({ clock });
  images = new Images();
  started = [];
  const names = {} as ConstructorParameters<typeof ContainerRuntime>[0];
  const controllers = [
    new NamespaceController({ cluster, pace: 1_000 }),
    new GarbageCollector({ cluster }),
    new ReplicaSetController({ cluster }),
    new DeploymentController({ cluster }),
    new EndpointSliceController({ cluster }),
    new Kubelet({
      cluster,
      runtime: new NoRuntime(names),
      puller: new ImagePuller({ images, hosts: ['reg:1'] }),
      startDelay: 1_000,
      stopDelay: 500,
    }),
  ];
  for (const controller of controllers) controller.start();
  cluster.create(
    resources.namespaces,
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    { manager },
  );
  images.push('acme/web', 'one');
});

describe('a Deployment', () => {
  it('runs its image in a pod that is ready after a while', async () => {
    deploy('one');
    await pass(200);
    expect(pods()).toMatchObject([
      {
        metadata: { name: expect.stringMatching(/^web-\w{10}-\w{5}$/) },
        status: { phase: 'Pending' },
      },
    ]);
    await pass(2_000);
    expect(started).toEqual(['reg:1/acme/web:one']);
    expect(pods().map(isReady)).toEqual([true]);
    expect(status()).toMatchObject({
      observedGeneration: 1,
      availableReplicas: 1,
      updatedReplicas: 1,
    });
  });

  it('keeps the old pod until the new one is ready', async () => {
    deploy('one');
    await pass(3_000);
    images.push('acme/web', 'two', { two: 'yes' });
    deploy('two');
    await pass(500);
    expect(
      pods()
        .map(pod => [pod.spec.containers[0].image, isReady(pod)])
        .sort(),
    ).toEqual([
      ['reg:1/acme/web:one', true],
      ['reg:1/acme/web:two', false],
    ]);
    await pass(3_000);
    expect(pods().map(({ spec }) => spec.containers[0].image)).toEqual([
      'reg:1/acme/web:two',
    ]);
  });

  it('says that an image is not there in the words of a kubelet, and starts when it comes', async () => {
    deploy('later');
    await pass(2_000);
    const waiting = () => pods()[0].status.containerStatuses?.[0].state.waiting;
    expect(waiting()).toMatchObject({
      reason: 'ImagePullBackOff',
      message: expect.stringMatching(
        /^Back-off pulling image "reg:1\/acme\/web:later": ErrImagePull: rpc error: code = NotFound .*: not found$/,
      ),
    });
    const events = cluster
      .list(resources.events, { namespace })
      .map(({ reason }) => reason);
    expect(events).toEqual(
      expect.arrayContaining([
        'Scheduled',
        'Failed',
        'BackOff',
        'SuccessfulCreate',
      ]),
    );
    images.push('acme/web', 'later');
    await pass(20_000);
    expect(pods().map(isReady)).toEqual([true]);
  });

  it('says when it did not progress in time', async () => {
    deploy('never');
    await pass(602_000);
    expect(status().conditions).toContainEqual(
      expect.objectContaining({
        type: 'Progressing',
        status: 'False',
        reason: 'ProgressDeadlineExceeded',
      }),
    );
  });

  it('takes its pods along when it is deleted', async () => {
    deploy('one');
    await pass(3_000);
    cluster.delete(
      resources.deployments,
      { namespace, name: 'web' },
      { propagationPolicy: 'Foreground' },
    );
    await pass(200);
    expect(
      cluster.get(resources.deployments, namespace, 'web')?.metadata.finalizers,
    ).toEqual(['foregroundDeletion']);
    await pass(2_000);
    expect(
      cluster.get(resources.deployments, namespace, 'web'),
    ).toBeUndefined();
    expect(pods()).toEqual([]);
  });
});

it('lists the ready pods behind a Service', async () => {
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace },
    spec: {
      selector: { app: 'web' },
      ports: [{ name: 'http', port: 80, targetPort: 'http' }],
    },
  };
  cluster.create(resources.services, service, { manager });
  deploy('one');
  await pass(3_000);
  expect(
    cluster.list<EndpointSlice>(resources.endpointSlices, {
      namespace,
      labels: 'kubernetes.io/service-name=web',
    }),
  ).toMatchObject([
    {
      endpoints: [
        {
          addresses: [pods()[0].status.podIP],
          conditions: { ready: true },
          targetRef: { name: pods()[0].metadata.name },
        },
      ],
      ports: [{ name: 'http', port: 8080 }],
    },
  ]);
});

it('says what is left in a namespace that goes, until nothing is', async () => {
  const held = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'held', namespace, finalizers: ['someone/holds-it'] },
  };
  cluster.create(resources.configMaps, held, { manager });
  deploy('one');
  await pass(3_000);
  cluster.delete(resources.namespaces, {
    namespace: undefined,
    name: namespace,
  });
  await pass(10_000);
  const going = cluster.get<Namespace>(
    resources.namespaces,
    undefined,
    namespace,
  )!;
  expect(going.status.phase).toBe('Terminating');
  expect(going.status.conditions).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        type: 'NamespaceContentRemaining',
        status: 'True',
        message:
          'Some resources are remaining: configmaps. has 1 resource instances',
      }),
      expect.objectContaining({
        type: 'NamespaceFinalizersRemaining',
        status: 'True',
        message:
          'Some content in the namespace has finalizers remaining: someone/holds-it in 1 resource instances',
      }),
    ]),
  );
  cluster.modify(
    resources.configMaps,
    { namespace, name: 'held' },
    live => Object.assign(live.metadata, { finalizers: [] }),
    { manager },
  );
  await pass(2_000);
  expect(
    cluster.get(resources.namespaces, undefined, namespace),
  ).toBeUndefined();
});
