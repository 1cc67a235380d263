import { PreviewRecord } from '../../preview';
import { testDatabases } from '../__testUtils__/databases';
import { aHint, aRecord, claimOne, remember } from '../__testUtils__/records';

const databases = testDatabases();
const id = 'web-pr-42';
const record = aRecord({
  phase: 'provisioning',
  reason: 'Rebuilt.',
  admittedAt: new Date('2026-11-21T10:00:00Z'),
  kept: true,
});
const unless = (before: PreviewRecord | undefined) => before !== undefined;

describe.each(databases.ids)('restorePreview on %s', database => {
  const openStore = () => databases.openStore(database);

  it('remembers a preview, its slug and its place, and makes a look due (7.20)', async () => {
    const { store } = await openStore();
    expect(await store.restore('sweep', { record, unless })).toBe('changed');
    expect(await store.get(id)).toEqual(record);
    const claim = await claimOne(store);
    expect(claim).toMatchObject({
      previewId: id,
      repository: { host: 'github.com', owner: 'acme', name: 'web', id: '1' },
      number: 42,
      causes: ['sweep'],
    });
    await store.complete(claim, {
      record,
      history: [],
      lookAgainAfterMilliseconds: undefined,
    });
    // The one place is taken: another preview has to wait for it.
    const other = await store.enqueue(aHint({ number: 43 }));
    const limits = { total: 1, perRepository: undefined };
    expect(await store.admit(other, limits)).toMatchObject({ admitted: false });
    expect(await store.admit(id, limits)).toEqual({ admitted: true });
  });

  it('gives a renamed repository its old slug back', async () => {
    const { store } = await openStore();
    const renamed = { ...record.repository, name: 'shop' };
    await store.restore('sweep', {
      record: { ...record, repository: renamed },
      unless,
    });
    expect(await store.enqueue(aHint({ repository: renamed }))).toBe(id);
  });

  it('does nothing to what is remembered', async () => {
    const { store } = await openStore();
    const known = aRecord({ phase: 'ready' });
    await remember(store, known);
    expect(await store.restore('sweep', { record, unless })).toBe('unchanged');
    expect(await store.get(id)).toEqual(known);
  });

  it('begins a life after the one that is remembered, under its tombstone', async () => {
    const { store } = await openStore();
    const closedAt = new Date('2026-11-20T10:00:00Z');
    await remember(
      store,
      aRecord({ phase: 'gone', generation: 3, closedAt, clusters: [] }),
    );
    const outcome = await store.restore('sweep', {
      record,
      unless: before => before?.phase !== 'gone',
    });
    expect(outcome).toBe('changed');
    expect(await store.get(id)).toEqual({ ...record, generation: 4, closedAt });
  });

  it.each([
    ['another repository', { ...record.repository, id: '2', name: 'web2' }],
    ['one of another name', { ...record.repository, id: '2' }],
  ])('refuses an id whose slug is held: %s', async (_, repository) => {
    const { store } = await openStore();
    await store.enqueue(aHint());
    const restoring = store.restore('sweep', {
      record: { ...record, repository },
      unless,
    });
    await expect(restoring).rejects.toThrow(
      /previews called web-pr-… are those of github.com\/acme\/web/,
    );
    expect(await store.get(id)).toBeUndefined();
  });

  it('refuses an id that no preview of that number has', async () => {
    const { store } = await openStore();
    const odd = { ...record, id: 'web-pr-43' };
    await expect(
      store.restore('sweep', { record: odd, unless }),
    ).rejects.toThrow(/whose previews are called otherwise/);
  });
});
