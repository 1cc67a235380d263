import { expect } from '@playwright/test';
import { askPod } from './edge';
import { PullRequest } from './github';
import { ClusterObject, get, list } from './kubernetes';
import { getPreview, Preview } from './previews';
import { digestOf } from './registry';

/** Argo CD compares every 15 s, the backend looks after seconds: a minute and a half covers a slow machine. */
export const settleMilliseconds = 90_000;

/** What a preview is of: a pull request, or a branch without one. */
export type Subject = Pick<
  PullRequest,
  'id' | 'repository' | 'headSha' | 'tag'
>;

const idLabel = (id: string) => `preview-environments.io/id=${id}`;

/** Waits for the phase, showing phase and reason when it does not come. */
export async function expectPhase(id: string, phase: string): Promise<Preview> {
  let preview: Preview | undefined;
  await expect
    .poll(
      async () => {
        preview = await getPreview(id);
        return (
          preview &&
          (preview.phase === phase
            ? phase
            : `${preview.phase}: ${preview.reason}`)
        );
      },
      { timeout: settleMilliseconds, message: `${id} becomes ${phase}` },
    )
    .toBe(phase);
  return preview!;
}

/** Waits until the preview's reason says so, whatever the phase. */
export async function expectReason(id: string, reason: RegExp): Promise<void> {
  await expect
    .poll(async () => (await getPreview(id))?.reason ?? 'no such preview', {
      timeout: settleMilliseconds,
    })
    .toMatch(reason);
}

const namesOf = (objects: ClusterObject[]) =>
  objects.map(({ metadata }) => metadata.name);

/** Waits until the preview is ready with the head commit; `ready` alone may still speak of the commit before. */
export async function expectLive(pull: Subject): Promise<Preview> {
  const wanted = `ready with ${pull.headSha}`;
  await expect
    .poll(
      async () => {
        const preview = await getPreview(pull.id);
        if (!preview) return 'no such preview';
        const { phase, liveSha, reason } = preview;
        const now = `${phase} with ${liveSha}`;
        return now === wanted ? now : `${now}: ${reason}`;
      },
      { timeout: settleMilliseconds, message: `${pull.id} becomes ready` },
    )
    .toBe(wanted);
  return (await getPreview(pull.id))!;
}

/** Exactly one of everything, and the pod of the head commit behind the link. */
export async function expectWhole(pull: Subject): Promise<void> {
  const { id, repository, headSha, tag } = pull;
  await expectLive(pull);
  const labels = idLabel(id);
  const namespace = `pv-${id}`;
  expect(namesOf(await list('namespaces', { labels }))).toEqual([namespace]);
  expect(namesOf(await list('applications', { labels }))).toEqual([
    `${id}-${repository}`,
  ]);
  const routes = await list('httproutes', { labels });
  expect(routes.map(({ metadata }) => metadata.namespace)).toEqual([namespace]);
  const { pod, headers } = await askPod(`${id}.preview.test`);
  expect(pod.image).toContain(`@${await digestOf(repository, tag)}`);
  expect(headers['x-preview']).toBe(`${id};${headSha}`);
}

/** What is left of a preview in the cluster, read live: its own objects, and whatever is in its namespace. */
export async function remainsOf(id: string): Promise<string[]> {
  const namespace = `pv-${id}`;
  const kinds = [
    'applications',
    'httproutes',
    'deployments',
    'services',
    'pods',
    'configmaps',
    'rolebindings',
    'networkpolicies',
    'resourcequotas',
    'limitranges',
  ];
  const listed = await list(kinds.join(','));
  const left = listed.filter(
    ({ metadata }) =>
      metadata.namespace === namespace ||
      metadata.labels?.['preview-environments.io/id'] === id,
  );
  const home = await get('namespaces', namespace);
  return [...left, ...(home ? [home] : [])].map(
    ({ kind, metadata }) =>
      `${kind} ${metadata.namespace ?? ''}/${metadata.name}`,
  );
}

/** The preview is gone, by its own word and by listing the cluster. */
export async function expectGone(id: string): Promise<void> {
  await expectPhase(id, 'gone');
  expect(await remainsOf(id)).toEqual([]);
}
