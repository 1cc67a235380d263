import { FailingHop } from '@previewenv/plugin-preview-environments-common';
import { DesiredImage } from '@previewenv/plugin-preview-environments-node';
import { KubernetesObject } from '../kubernetes';
import { pod, refused, slice } from './__testUtils__/pods';
import { workloadOf } from './proof';

const name = 'ghcr.io/acme/web';
const wanted = `${name}:pr-42-a1b2c3d`;
const older = `${name}:pr-42-0000000`;
const digest = 'sha256:1f';
const image: DesiredImage = {
  name,
  tag: 'pr-42-a1b2c3d',
  digest: undefined,
  set: { helm: { tag: 'image.tag' } },
};
const noImage = {
  containerStatuses: [
    {
      name: 'c0',
      image: wanted,
      ready: false,
      restartCount: 0,
      state: { waiting: { reason: 'ImagePullBackOff' } },
    },
  ],
};

function judge(
  pods: KubernetesObject[],
  ready: Record<string, boolean | undefined>,
  images: DesiredImage[] = [image],
  events: KubernetesObject[] = [],
) {
  return workloadOf({
    service: 'web',
    images,
    slices: [slice(ready)],
    pods,
    events,
  });
}

const readyNow = { type: 'Ready', status: 'True' };
const noReadyPod = 'Service web has no ready pod yet.';
const stillOlder = (...names: string[]) =>
  `Pods of another commit or build still answer: ${names.join(', ')}.`;

describe('a rolling update', () => {
  const before = pod('web-5d1-a', [older]);
  const after = pod('web-7c9-b', [wanted]);

  it.each<
    [string, KubernetesObject[], Record<string, boolean>, string, FailingHop]
  >([
    [
      'nothing is there',
      [],
      {},
      noReadyPod,
      { hop: 'endpoints', service: 'web' },
    ],
    [
      'only the commit before answers',
      [before],
      { 'web-5d1-a': true },
      stillOlder('web-5d1-a'),
      { hop: 'version', found: 'web-5d1-a' },
    ],
    [
      'the new pod is starting',
      [before, after],
      { 'web-5d1-a': true, 'web-7c9-b': false },
      stillOlder('web-5d1-a'),
      { hop: 'version', found: 'web-5d1-a' },
    ],
    [
      'both answer',
      [before, after],
      { 'web-5d1-a': true, 'web-7c9-b': true },
      stillOlder('web-5d1-a'),
      { hop: 'version', found: 'web-5d1-a' },
    ],
    [
      'neither answers',
      [before, after],
      { 'web-5d1-a': false, 'web-7c9-b': false },
      noReadyPod,
      { hop: 'pod', pod: 'web-7c9-b' },
    ],
    [
      'the Service selects none of the ready pods',
      [pod('web-7c9-b', [wanted], { conditions: [readyNow] })],
      {},
      'Service web has no endpoints, although its pods are ready. Does its selector match their labels?',
      { hop: 'endpoints', service: 'web' },
    ],
    [
      'a pod answers that was not in the list',
      [after],
      { 'web-7c9-b': true, 'web-9e2-c': true },
      stillOlder('web-9e2-c'),
      { hop: 'version', found: 'web-9e2-c' },
    ],
  ])('is not proven: %s', (_scenario, pods, ready, reason, hop) => {
    expect(judge(pods, ready)).toEqual({
      state: 'starting',
      reason,
      trouble: undefined,
      hop,
    });
  });

  it('is proven when every ready pod runs the commit', () => {
    expect(
      judge([before, after], { 'web-5d1-a': false, 'web-7c9-b': true }),
    ).toEqual({ state: 'proven' });
  });
});

describe('which image a pod has to run', () => {
  const worker: DesiredImage = { ...image, name: 'ghcr.io/acme/worker' };
  const local: DesiredImage = { ...image, name: 'localhost:5000/acme/web' };

  it.each<[string, string[], DesiredImage[], 'proven' | 'starting']>([
    ['the tag', [wanted], [image], 'proven'],
    ['another tag', [older], [image], 'starting'],
    ['the digest', [`${name}@${digest}`], [{ ...image, digest }], 'proven'],
    [
      'tag and digest',
      [`${wanted}@${digest}`],
      [{ ...image, digest }],
      'proven',
    ],
    [
      'the tag with another digest',
      [`${wanted}@sha256:2e`],
      [{ ...image, digest }],
      'starting',
    ],
    [
      'the tag of another repository',
      ['ghcr.io/evil/web:pr-42-a1b2c3d'],
      [image],
      'starting',
    ],
    [
      "beside a sidecar that is nobody's",
      [wanted, 'docker.io/istio/proxyv2:1.27'],
      [image],
      'proven',
    ],
    [
      'one of two images, the other runs elsewhere',
      [wanted],
      [image, worker],
      'proven',
    ],
    [
      'two images, one of the commit before',
      [wanted, 'ghcr.io/acme/worker:pr-42-0000000'],
      [image, worker],
      'starting',
    ],
    [
      'two tags of one repository',
      [wanted],
      [{ ...image, tag: 'migrate-a1b2c3d' }, image],
      'proven',
    ],
    [
      'a registry with a port',
      ['localhost:5000/acme/web:pr-42-a1b2c3d'],
      [local],
      'proven',
    ],
    ['none of them', ['docker.io/library/nginx:1'], [image], 'starting'],
  ])('%s', (_scenario, running, images, state) => {
    expect(
      judge([pod('web-7c9-b', running)], { 'web-7c9-b': true }, images).state,
    ).toBe(state);
  });
});

describe('a tag that was pushed again', () => {
  const hex = (letter: string) => `sha256:${letter.repeat(64)}`;
  const found = { ...image, digest: hex('a'), manifests: [hex('b')] };
  const running = (imageID: string | undefined, spec = wanted) =>
    pod('web-7c9-b', [spec], {
      containerStatuses: [
        { name: 'c0', image: spec, imageID, ready: true, restartCount: 0 },
      ],
    });

  it.each`
    scenario                                       | imageID                           | spec                       | state
    ${'the digest that was found'}                 | ${`${name}@${hex('a')}`}          | ${wanted}                  | ${'proven'}
    ${'the image of its platform'}                 | ${`${name}@${hex('b')}`}          | ${wanted}                  | ${'proven'}
    ${'the digest by way of a mirror'}             | ${`mirror.local/web@${hex('a')}`} | ${wanted}                  | ${'proven'}
    ${'an image that the node names no digest of'} | ${hex('c')}                       | ${wanted}                  | ${'proven'}
    ${'an image that the node says nothing of'}    | ${undefined}                      | ${wanted}                  | ${'proven'}
    ${'what was deployed by its digest'}           | ${`${name}@${hex('c')}`}          | ${`${wanted}@${hex('a')}`} | ${'proven'}
    ${'another digest'}                            | ${`${name}@${hex('c')}`}          | ${wanted}                  | ${'starting'}
  `('runs $scenario: $state', ({ imageID, spec, state }) => {
    const pods = [running(imageID, spec)];
    expect(judge(pods, { 'web-7c9-b': true }, [found]).state).toBe(state);
  });

  it('is named, with the cure', () => {
    expect(
      judge([running(`${name}@${hex('c')}`)], { 'web-7c9-b': true }, [found]),
    ).toEqual({
      state: 'starting',
      reason:
        'Pod web-7c9-b runs sha256:cccccccccccc of ghcr.io/acme/web:pr-42-a1b2c3d, which was sha256:aaaaaaaaaaaa when it was found: the tag was pushed again. Have its digest deployed, by spec.images[].set, or redeploy',
      trouble: expect.stringContaining('the tag was pushed again'),
      hop: { hop: 'version', found: hex('c') },
    });
  });

  it('is no matter of pods that get no requests', () => {
    const pods = [pod('web-9e2-c', [wanted]), running(`${name}@${hex('c')}`)];
    expect(judge(pods, { 'web-9e2-c': true }, [found]).state).toBe('proven');
  });
});

describe('trouble', () => {
  it('is that of the new commit, not of the one before', () => {
    const pods = [
      pod('web-5d1-a', [older], noImage),
      pod('web-7c9-b', [wanted], noImage),
    ];
    expect(judge(pods, { 'web-5d1-a': true })).toMatchObject({
      trouble: `Pod web-7c9-b: cannot pull image ${wanted}`,
      hop: { hop: 'pod', pod: 'web-7c9-b' },
    });
    expect(judge(pods.slice(0, 1), { 'web-5d1-a': true })).toMatchObject({
      trouble: undefined,
    });
  });

  it('is what keeps the pods of the commit from being made', () => {
    expect(
      judge([], {}, [image], [refused('web-7c9', 'exceeded quota')]),
    ).toMatchObject({
      trouble: 'ReplicaSet web-7c9 cannot make its pods: exceeded quota',
      hop: { hop: 'pod' },
    });
  });
});

it('takes a pod for ready where the cluster does not say', () => {
  expect(
    judge([pod('web-7c9-b', [wanted])], { 'web-7c9-b': undefined }),
  ).toEqual({ state: 'proven' });
});
