import { isEqual } from 'lodash';
import { KubernetesObject } from '../kubernetes';
import {
  application,
  older,
  upStatus,
} from '../deployers/argocd/__testUtils__/applications';
import { sourceOf } from '../deployers/argocd';
import { liveRoute } from '../routing/__testUtils__/routes';
import { pod, refused, slice } from '../workload/__testUtils__/pods';
import {
  applicationSighting,
  endpointSighting,
  eventSighting,
  namespaceSighting,
  podSighting,
  routeSighting,
} from './sightings';

const deletionTimestamp = '2026-03-01T12:00:00Z';
const image = 'ghcr.io/acme/web:pr-42-a1b2c3d';
const ready = (status: string) => ({ conditions: [{ type: 'Ready', status }] });
const previewId = 'web-pr-42';

function changed(
  object: KubernetesObject,
  fields: object,
  metadata: Partial<KubernetesObject['metadata']> = {},
): KubernetesObject {
  return {
    ...object,
    ...fields,
    metadata: { ...object.metadata, ...metadata },
  };
}

const namespace: KubernetesObject = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'pv-web-pr-42' },
  status: { phase: 'Active' },
};
const web = pod('web-7c9-b', [image], ready('False'));

describe('what is worth a look', () => {
  it.each<
    [
      string,
      (object: KubernetesObject) => { state: unknown },
      KubernetesObject,
      KubernetesObject,
    ]
  >([
    [
      'a namespace goes',
      namespaceSighting,
      namespace,
      changed(namespace, {}, { deletionTimestamp }),
    ],
    [
      'Argo CD has compared',
      applicationSighting,
      application(undefined),
      application(upStatus()),
    ],
    [
      'the sync of this commit failed as that of the one before had',
      applicationSighting,
      application(
        upStatus({
          operationState: {
            phase: 'Failed',
            syncResult: { source: sourceOf(older()) },
          },
        }),
      ),
      application(
        upStatus({
          operationState: {
            phase: 'Failed',
            syncResult: { source: upStatus()?.sync?.comparedTo?.source },
          },
        }),
      ),
    ],
    [
      'the gateway has taken up a route',
      routeSighting,
      liveRoute(undefined),
      liveRoute({ parents: [{}] }),
    ],
    [
      'a pod is ready',
      podSighting(previewId),
      web,
      pod('web-7c9-b', [image], ready('True')),
    ],
    [
      'a pod is in trouble',
      podSighting(previewId),
      web,
      changed(web, {
        status: {
          ...ready('False'),
          containerStatuses: [
            {
              name: 'c0',
              image,
              ready: false,
              restartCount: 0,
              state: { waiting: { reason: 'ImagePullBackOff' } },
            },
          ],
        },
      }),
    ],
    [
      'an endpoint is ready',
      endpointSighting(previewId),
      slice({ 'web-7c9-b': false }),
      slice({ 'web-7c9-b': true }),
    ],
  ])('%s', (_scenario, sightingOf, before, after) => {
    expect(isEqual(sightingOf(before).state, sightingOf(after).state)).toBe(
      false,
    );
  });
});

describe('what is not', () => {
  it.each<
    [
      string,
      (object: KubernetesObject) => { state: unknown },
      KubernetesObject,
      object,
    ]
  >([
    [
      'a pod tells the time of its last probe',
      podSighting(previewId),
      web,
      { status: { ...ready('False'), startTime: '2026-03-01T12:00:00Z' } },
    ],
    [
      'an event is repeated',
      eventSighting(previewId),
      refused('web-7c9', 'exceeded quota'),
      { count: 7, lastTimestamp: '2026-03-01T12:09:00Z' },
    ],
  ])('%s', (_scenario, sightingOf, before, fields) => {
    const after = changed(before, fields, { resourceVersion: '9' });
    expect(sightingOf(after).state).toEqual(sightingOf(before).state);
  });
});

it('knows whose an object is by our labels, and whose a pod is by its namespace', () => {
  expect(applicationSighting(application(undefined))).toMatchObject({
    key: 'previews/web-pr-42-web',
    previewId,
  });
  expect(namespaceSighting(namespace).previewId).toBeUndefined();
  expect(podSighting(previewId)(web)).toMatchObject({
    key: 'pv-web-pr-42/web-7c9-b',
    previewId,
  });
});
