import { testDatabases } from '../__testUtils__/databases';
import { aRecord, remember } from '../__testUtils__/records';

const databases = testDatabases();
const since = new Date('2026-03-01T12:00:00Z');
const image = 'ghcr.io/acme/web:pr-42-a1b2c3d';

function waiting(change: object = {}) {
  const record = aRecord();
  return {
    ...record,
    phase: 'awaiting-image' as const,
    blockedBy: [image],
    steps: { ...record.steps, awaitingImageSince: since },
    ...change,
  };
}

const { repository, pullRequest } = aRecord();
const repositoryOf = { host: repository.host, id: repository.id };
const headSha = pullRequest.head.sha;
const other = 'e'.repeat(40);
/** What a run ends that is one of another commit than it builds. */
const run = (runId: string) => ({
  repository: repositoryOf,
  headSha: 'd'.repeat(40),
  runId,
});
const noWait = { ...aRecord().steps, awaitingImageSince: undefined };

describe.each(databases.ids)('what was built, on %s', database => {
  it.each`
    scenario                                      | change                                | awaited                                                              | due
    ${'the image that is awaited'}                | ${{}}                                 | ${{ image }}                                                         | ${true}
    ${'another image'}                            | ${{}}                                 | ${{ image: `${image}0` }}                                            | ${false}
    ${'the commit that is awaited'}               | ${{}}                                 | ${{ repository: repositoryOf, headSha }}                             | ${true}
    ${'the commit that was awaited for too long'} | ${{ phase: 'failed' }}                | ${{ repository: repositoryOf, headSha }}                             | ${true}
    ${'a commit of before'}                       | ${{}}                                 | ${{ repository: repositoryOf, headSha: 'f'.repeat(40) }}             | ${false}
    ${'the older commit that runs'}               | ${{ commit: 'e'.repeat(40) }}         | ${{ repository: repositoryOf, headSha }}                             | ${false}
    ${'something of the repository'}              | ${{}}                                 | ${{ repository: repositoryOf }}                                      | ${true}
    ${'something of another repository'}          | ${{}}                                 | ${{ repository: { ...repositoryOf, id: '9' }, headSha }}             | ${false}
    ${'something of another host'}                | ${{}}                                 | ${{ repository: { ...repositoryOf, host: 'example.com' }, headSha }} | ${false}
    ${'the commit of what failed otherwise'}      | ${{ phase: 'failed', steps: noWait }} | ${{ repository: repositoryOf, headSha }}                             | ${false}
    ${'the run that was asked for'}               | ${{}}                                 | ${run('9')}                                                          | ${true}
    ${'the run that has failed'}                  | ${{ phase: 'failed' }}                | ${run('9')}                                                          | ${true}
    ${'the run of a commit of before'}            | ${{ commit: other }}                  | ${run('9')}                                                          | ${false}
    ${'the run of what is ready'}                 | ${{ phase: 'ready', steps: noWait }}  | ${run('9')}                                                          | ${false}
    ${'a run that nobody has asked for'}          | ${{}}                                 | ${run('8')}                                                          | ${false}
    ${'a run of that number elsewhere'}           | ${{}}                                 | ${{ ...run('9'), repository: { ...repositoryOf, id: '9' } }}         | ${false}
    ${'the commit of what is ready'}              | ${{ phase: 'ready', steps: noWait }}  | ${{ repository: repositoryOf, headSha }}                             | ${false}
  `('$scenario: due is $due', async ({ change, awaited, due }) => {
    const { store } = await databases.openStore(database);
    await remember(store, waiting(change));
    const key = { previewId: aRecord().id, sha: headSha, build: 'image' };
    await store.beginBuild(key, { attempts: 0, retryAfterMilliseconds: 1 });
    await store.endBuild(key, { url: undefined, runId: '9' });
    await store.enqueueAwaiting(awaited, 'webhook check_run');
    const claims = await store.claimDue({
      worker: 'a',
      limit: 1,
      leaseMilliseconds: 60_000,
    });
    expect(claims.map(({ causes }) => causes)).toEqual(
      due ? [['webhook check_run']] : [],
    );
  });
});
