import { Phase } from '@previewenv/plugin-preview-environments-common';
import { testDatabases } from '../__testUtils__/databases';
import { aHint, aRecord, claimOne } from '../__testUtils__/records';

const databases = testDatabases();

describe.each(databases.ids)('readHistory on %s', id => {
  it('pages from the newest entry to the oldest', async () => {
    const { store } = await databases.openStore(id);
    await store.enqueue(aHint());
    const phases: Phase[] = ['queued', 'awaiting-image', 'deploying'];
    await store.complete(await claimOne(store), {
      record: aRecord(),
      history: phases.map(phase => ({ phase, reason: 'why', cause: 'hint' })),
      lookAgainAfterMilliseconds: undefined,
    });

    const first = await store.history('web-pr-42', { limit: 2 });
    expect(first.entries.map(({ phase }) => phase)).toEqual([
      'deploying',
      'awaiting-image',
    ]);
    expect(first.entries[0]).toMatchObject({ reason: 'why', cause: 'hint' });
    expect(Math.abs(Date.now() - first.entries[0].at.getTime())).toBeLessThan(
      60_000,
    );

    const second = await store.history('web-pr-42', {
      limit: 2,
      before: first.next,
    });
    expect(second.entries.map(({ phase }) => phase)).toEqual(['queued']);
    expect(second.next).toBeUndefined();
  });

  it('names what a step goes back to where only a timer or a watch led to it', async () => {
    const { store } = await databases.openStore(id);
    const closed = 'webhook pull_request.closed; watch Application';
    const steps: [Phase, string, string][] = [
      ['terminating', closed, closed],
      ['terminating', 'timer', `timer, after ${closed}`],
      ['gone', 'watch Namespace', `watch Namespace, after ${closed}`],
      ['queued', 'listing: reopened', 'listing: reopened'],
      ['deploying', 'timer', 'timer, after listing: reopened'],
    ];
    for (const [phase, cause] of steps) {
      await store.enqueue(aHint());
      await store.complete(await claimOne(store), {
        record: aRecord(),
        history: [{ phase, reason: 'why', cause }],
        lookAgainAfterMilliseconds: undefined,
      });
    }
    const { entries } = await store.history('web-pr-42', { limit: 9 });
    expect(entries.map(({ cause }) => cause).reverse()).toEqual(
      steps.map(([, , shown]) => shown),
    );
  });
});
