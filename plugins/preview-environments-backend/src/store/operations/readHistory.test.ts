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
});
