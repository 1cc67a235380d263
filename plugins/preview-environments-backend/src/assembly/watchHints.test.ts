import { Application, KubernetesObject, WatchEvent } from '../kubernetes';
import {
  application,
  upStatus,
} from '../deployers/argocd/__testUtils__/applications';
import { ScriptedCluster } from './__testUtils__/ScriptedCluster';
import { applicationSighting } from './sightings';
import { watchHints } from './watchHints';

async function watching() {
  const cluster = new ScriptedCluster();
  const hints: string[] = [];
  const stop = new AbortController();
  const ended = watchHints({
    client: cluster.client,
    watched: { resource: Application, namespace: 'previews' },
    project: applicationSighting,
    hint: (previewId, cause) => hints.push(`${previewId}: ${cause}`),
    signal: stop.signal,
  });
  await undefined;
  const say = (...events: WatchEvent<KubernetesObject>[]) =>
    cluster.say('Application', ...events);
  return { cluster, hints, say, stop, ended };
}

const progressing = application(
  upStatus({ health: { status: 'Progressing' } }),
);
const healthy = application(upStatus());
const foreign: KubernetesObject = {
  ...healthy,
  metadata: { ...healthy.metadata, name: 'theirs', labels: {} },
};
const hint = 'web-pr-42: watch Application';

it('hints at everything that is there at first, and at every change after that', async () => {
  const { hints, say } = await watching();
  await say({ type: 'synced', items: [progressing] });
  expect(hints).toEqual([hint]);
  await say({ type: 'modified', item: healthy });
  expect(hints).toEqual([hint, hint]);
  await say({ type: 'deleted', item: healthy });
  expect(hints).toEqual([hint, hint, hint]);
});

it('hints at nothing that a phase cannot depend on', async () => {
  const { hints, say } = await watching();
  await say({ type: 'synced', items: [healthy] });
  const touched = {
    ...healthy,
    metadata: { ...healthy.metadata, resourceVersion: '9' },
    status: { ...upStatus(), reconciledAt: '2026-03-01T12:00:00Z' },
  };
  await say({ type: 'modified', item: touched });
  expect(hints).toEqual([hint]);
});

it('hints once at what a new list after a break says anew, and at what it no longer says', async () => {
  const { hints, say } = await watching();
  await say({ type: 'synced', items: [healthy] });
  await say({ type: 'trouble', error: new Error('reset') });
  await say({ type: 'synced', items: [healthy] });
  expect(hints).toEqual([hint]);
  await say({ type: 'synced', items: [] });
  expect(hints).toEqual([hint, hint]);
});

it('says nothing of what is not ours', async () => {
  const { hints, say } = await watching();
  await say({ type: 'synced', items: [foreign] });
  expect(hints).toEqual([]);
});

it('ends with its signal', async () => {
  const { cluster, stop, ended } = await watching();
  expect(cluster.watched).toEqual(['Application in previews']);
  stop.abort();
  await ended;
  expect(cluster.watched).toEqual([]);
});
