import {
  application,
  asArgoCdWritesIt,
  deployment,
  older,
  upStatus,
} from './__testUtils__/applications';
import { sourceOf } from './application';
import { ApplicationView, statusOf } from './status';

type Status = ApplicationView['status'];

const wanted = sourceOf(deployment());
const before = sourceOf(older());
const name = 'web-pr-42-web';
const outOfSync = (source: unknown = wanted) => ({
  status: 'OutOfSync',
  comparedTo: { source },
});
const condition = (type: string, message: string) => ({
  conditions: [{ type, message }],
});
const noProject =
  'Application referencing project previews which does not exist';

describe('how a deployment is doing', () => {
  it.each<[string, Status | undefined, string, string | undefined]>([
    ['synced and healthy', upStatus(), 'healthy', undefined],
    [
      'nobody has looked at it',
      undefined,
      'progressing',
      `Argo CD has not yet looked at ${name}.`,
    ],
    [
      'healthy, but the status is of the commit before',
      upStatus({ sync: { status: 'Synced', comparedTo: { source: before } } }),
      'progressing',
      `Argo CD has not yet looked at ${name}.`,
    ],
    [
      'degraded, but the status is of the commit before',
      upStatus({
        sync: { status: 'Synced', comparedTo: { source: before } },
        health: { status: 'Degraded' },
      }),
      'progressing',
      `Argo CD has not yet looked at ${name}.`,
    ],
    [
      'the commit before could not be synced, this one was not yet compared',
      upStatus({ sync: outOfSync(before), ...condition('SyncError', 'no') }),
      'progressing',
      `Argo CD has not yet looked at ${name}.`,
    ],
    [
      'the commit before failed to sync, this one has not started',
      upStatus({
        sync: outOfSync(),
        operationState: {
          phase: 'Failed',
          message: 'one or more objects failed to apply',
          syncResult: { source: before },
        },
      }),
      'progressing',
      `Argo CD is syncing ${name}.`,
    ],
    [
      'a sync is being tried again',
      upStatus({
        sync: outOfSync(),
        operationState: {
          phase: 'Running',
          message: 'waiting for completion of hook batch/Job/migrate',
          syncResult: { source: wanted },
        },
      }),
      'progressing',
      `Argo CD is syncing ${name}: waiting for completion of hook batch/Job/migrate`,
    ],
    [
      'the sync failed',
      upStatus({
        sync: outOfSync(),
        operationState: {
          phase: 'Failed',
          message: 'resource batch:Job is not permitted in project previews',
          syncResult: { source: wanted },
        },
      }),
      'degraded',
      `Argo CD could not sync ${name}: resource batch:Job is not permitted in project previews`,
    ],
    [
      'the sync ended before it began',
      upStatus({ sync: outOfSync(), operationState: { phase: 'Error' } }),
      'degraded',
      `Argo CD could not sync ${name}: Error`,
    ],
    [
      'an earlier sync failed, and what is live fits by now',
      upStatus({
        operationState: { phase: 'Failed', syncResult: { source: wanted } },
      }),
      'healthy',
      undefined,
    ],
    [
      'its AppProject is missing, so that it is not even compared',
      {
        sync: { status: 'Unknown' },
        ...condition('InvalidSpecError', noProject),
      },
      'degraded',
      `Argo CD, ${name}: ${noProject}`,
    ],
    [
      'its AppProject went missing after the commit before',
      upStatus({
        sync: { status: 'Unknown', comparedTo: { source: before } },
        ...condition('InvalidSpecError', noProject),
      }),
      'degraded',
      `Argo CD, ${name}: ${noProject}`,
    ],
    [
      'the chart does not render',
      upStatus({
        sync: { status: 'Unknown', comparedTo: { source: wanted } },
        ...condition('ComparisonError', 'charts/web: app path does not exist'),
      }),
      'degraded',
      `Argo CD, ${name}: charts/web: app path does not exist`,
    ],
    [
      'a warning that stops nothing',
      upStatus(condition('OrphanedResourceWarning', '1 orphaned resource')),
      'healthy',
      undefined,
    ],
    [
      'pods are starting',
      upStatus({ health: { status: 'Progressing' } }),
      'progressing',
      `Waiting until ${name} is healthy (Progressing).`,
    ],
    [
      'the health is not known yet',
      upStatus({ health: undefined }),
      'progressing',
      `Waiting until ${name} is healthy (not yet known).`,
    ],
    [
      'pods are failing',
      upStatus({ health: { status: 'Degraded' } }),
      'degraded',
      `Argo CD says that ${name} is degraded.`,
    ],
  ])('%s', (_scenario, status, state, reason) => {
    expect(statusOf(application(status), wanted)).toMatchObject(
      reason === undefined ? { state } : { state, reason },
    );
  });

  it.each([
    ['a failed sync, which Argo CD gives up', 'Failed', true],
    ['a running one', 'Running', undefined],
  ])(
    'says whether anything tries again after %s',
    (_scenario, phase, stuck) => {
      const live = application({
        sync: { status: 'OutOfSync', comparedTo: { source: wanted } },
        operationState: { phase },
      });
      expect((statusOf(live, wanted) as { stuck?: boolean }).stuck).toBe(stuck);
    },
  );

  it('is absent when a live read found nothing', () => {
    expect(statusOf(undefined, wanted)).toEqual({ state: 'absent' });
  });

  it('says nothing of a commit that Argo CD was not given yet', () => {
    expect(statusOf(application(upStatus()), before)).toEqual({
      state: 'progressing',
      reason: 'Handing the new commit to Argo CD.',
    });
  });

  it.each([
    [
      'an empty Helm parameter',
      deployment({
        source: {
          ...deployment().source,
          helm: { parameters: { banner: '' }, valueFiles: [] },
        },
      }),
    ],
    ['no image that is set', deployment({ images: [] })],
    [
      'a kustomization without images',
      deployment({
        images: [],
        source: { ...deployment().source, kustomize: {} },
      }),
    ],
  ])(
    'knows its own source again after Argo CD wrote it without empty fields: %s',
    (_scenario, empty) => {
      const source = sourceOf(empty);
      expect(asArgoCdWritesIt(source)).toEqual(source);
      const status = upStatus({
        sync: {
          status: 'Synced',
          comparedTo: { source: asArgoCdWritesIt(source) },
        },
      });
      const live = { ...application(status), spec: { source } };
      expect(statusOf(live, source)).toEqual({ state: 'healthy' });
    },
  );
});
