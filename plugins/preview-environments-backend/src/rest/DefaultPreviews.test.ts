import { openHouse } from './__testUtils__/house';
import { numberedRecord } from './__testUtils__/records';
import { endless } from '../preview';
import { DefaultPreviews } from './DefaultPreviews';

const trouble = {
  attempts: 2,
  message: 'boom',
  nextLookAt: undefined,
  since: undefined,
  parked: false,
};

function openPreviews() {
  const { store, logs, remains, repositories, validation } = openHouse({
    records: [
      numberedRecord(1, 'web'),
      numberedRecord(2, 'web'),
      numberedRecord(3, 'web', { phase: 'gone' }),
    ],
  });
  store.troubles.mockImplementation(
    async ids => new Map(ids.map(id => [id, trouble])),
  );
  const previews = new DefaultPreviews({
    store,
    logs,
    remains,
    repositories,
    validation,
    mode: 'on',
    expiry: endless,
    longestLease: 14 * 86_400_000,
    now: () => new Date(),
  });
  return { previews, store };
}

describe('the trouble of a preview', () => {
  it('is asked for once per page, and not for those that are gone', async () => {
    const { previews, store } = openPreviews();
    const { items } = await previews.list({
      limit: 10,
      phases: ['ready', 'gone'],
    });
    expect(items.map(shown => [shown.record.id, shown.trouble])).toEqual([
      ['web-pr-3', undefined],
      ['web-pr-2', trouble],
      ['web-pr-1', trouble],
    ]);
    expect(store.troubles.mock.calls).toEqual([[['web-pr-2', 'web-pr-1']]]);
  });

  it('is told with a single preview too', async () => {
    const { previews } = openPreviews();
    await expect(previews.get('web-pr-2')).resolves.toMatchObject({ trouble });
  });
});
