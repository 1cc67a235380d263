import { pod, refused } from './__testUtils__/pods';
import { creationTrouble, podTrouble } from './trouble';

const image = 'ghcr.io/acme/web:pr-42-a1b2c3d';
const container = (change: object) => ({
  name: 'web',
  image,
  ready: false,
  restartCount: 0,
  ...change,
});
const waiting = (reason: string, change: object = {}) => ({
  containerStatuses: [container({ state: { waiting: { reason, ...change } } })],
});
const crashed = { lastState: { terminated: { exitCode: 137 } } };

describe('what keeps a pod from running', () => {
  it.each<[string, object, string | undefined]>([
    ['it is being made', waiting('ContainerCreating'), undefined],
    [
      'it runs',
      {
        containerStatuses: [container({ ready: true, state: { running: {} } })],
      },
      undefined,
    ],
    ['nothing is known of it', {}, undefined],
    [
      'the image is not there',
      waiting('ErrImagePull'),
      `cannot pull image ${image}`,
    ],
    [
      'the image is still not there',
      waiting('ImagePullBackOff'),
      `cannot pull image ${image}`,
    ],
    [
      'the image is no image',
      waiting('InvalidImageName'),
      `cannot pull image ${image}`,
    ],
    [
      'the image of an init container is not there',
      {
        initContainerStatuses: [
          container({
            name: 'migrate',
            image: 'ghcr.io/acme/migrate:1',
            state: { waiting: { reason: 'ImagePullBackOff' } },
          }),
        ],
        ...waiting('PodInitializing'),
      },
      'cannot pull image ghcr.io/acme/migrate:1',
    ],
    [
      'a Secret is missing',
      waiting('CreateContainerConfigError', {
        message: 'secret "database" not found',
      }),
      'container web cannot be created: secret "database" not found',
    ],
    [
      'it crashes',
      {
        containerStatuses: [
          container({
            restartCount: 1,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            ...crashed,
          }),
        ],
      },
      'container web keeps crashing (1 restart, exit code 137)',
    ],
    [
      'it runs between two crashes',
      {
        containerStatuses: [
          container({ restartCount: 4, state: { running: {} }, ...crashed }),
        ],
      },
      'container web keeps crashing (4 restarts, exit code 137)',
    ],
    [
      'it was started again once and is not ready yet',
      {
        containerStatuses: [
          container({ restartCount: 1, state: { running: {} }, ...crashed }),
        ],
      },
      undefined,
    ],
    [
      'it crashed earlier and is ready by now',
      {
        containerStatuses: [
          container({
            ready: true,
            restartCount: 4,
            state: { running: {} },
            ...crashed,
          }),
        ],
      },
      undefined,
    ],
    [
      'no node has room',
      {
        conditions: [
          {
            type: 'PodScheduled',
            status: 'False',
            reason: 'Unschedulable',
            message: '0/3 nodes are available: 3 Insufficient cpu.',
          },
        ],
      },
      'no node has room for it: 0/3 nodes are available: 3 Insufficient cpu.',
    ],
    [
      'it waits to be scheduled on purpose',
      {
        conditions: [
          { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' },
        ],
      },
      undefined,
    ],
  ])('%s', (_scenario, status, trouble) => {
    expect(podTrouble(pod('web-7c9-x1', [image], status))).toBe(
      trouble && `Pod web-7c9-x1: ${trouble}`,
    );
  });

  it('is of no interest once the pod goes', () => {
    const going = pod('web-7c9-x1', [image], waiting('ErrImagePull'), {
      deletionTimestamp: '2026-03-01T12:00:00Z',
    });
    expect(podTrouble(going)).toBeUndefined();
  });
});

describe('what keeps pods from being made', () => {
  const quota = 'exceeded quota: preview-environments';

  it('is told by the newest refusal', () => {
    expect(
      creationTrouble(
        [
          refused('web-7c9', quota, '2026-03-01T12:00:05Z'),
          refused('web-7c9', 'violates PodSecurity', '2026-03-01T12:00:09Z'),
          refused('web-7c9', quota, '2026-03-01T12:00:07Z'),
        ],
        [],
      ),
    ).toBe('ReplicaSet web-7c9 cannot make its pods: violates PodSecurity');
  });

  it('is over when the ReplicaSet has made its pods since', () => {
    expect(
      creationTrouble(
        [refused('web-5d1', 'serviceaccount "default" not found')],
        [pod('web-5d1-x1', ['ghcr.io/acme/web:pr-42-0000000'])],
      ),
    ).toBeUndefined();
  });

  it('is no other warning', () => {
    const unhealthy = { ...refused('web-7c9', 'x'), reason: 'Unhealthy' };
    const normal = { ...refused('web-7c9', 'x'), type: 'Normal' };
    expect(creationTrouble([unhealthy, normal], [])).toBeUndefined();
  });
});
