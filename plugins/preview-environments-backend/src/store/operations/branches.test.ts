import { isRefused } from '@previewenv/plugin-preview-environments-node';
import { changeOf, endless, expiryOf, PreviewRecord } from '../../preview';
import { countWrites, testDatabases } from '../__testUtils__/databases';
import { aHint, aRecord, claimOne } from '../__testUtils__/records';
import { DefaultStore } from '../DefaultStore';

const databases = testDatabases();
const { repository } = aHint();
const until = new Date('2027-01-01T00:00:00Z');
const branch = { name: 'new/basket', entityRef: 'component:default/web' };
const asked = { repository, branch, requestedBy: 'user:default/dana', until };

/** What a look writes down that has seen the branch. */
function recordOf(id: string, change: Partial<PreviewRecord> = {}) {
  return aRecord({
    id,
    branch,
    pullRequest: changeOf({
      repository: aRecord().repository,
      name: branch.name,
      headSha: 'a'.repeat(40),
      url: '',
    }),
    request: { requestedBy: 'user:default/dana', at: new Date(0), until },
    ...change,
  });
}

async function remembered(
  store: DefaultStore,
  change: Partial<PreviewRecord> = {},
): Promise<string> {
  const { id } = await store.askForBranch(asked);
  await store.complete(await claimOne(store), {
    record: recordOf(id, change),
    history: [],
    lookAgainAfterMilliseconds: undefined,
  });
  return id;
}

describe.each(databases.ids)('previews of branches, on %s', database => {
  const open = () => databases.openStore(database);

  it('are looked at with what was asked for them', async () => {
    const { store } = await open();
    const { id } = await store.askForBranch(asked);
    expect(id).toMatch(/^web-br-new-basket-[a-p]{8}$/);
    expect(await store.branchOf(id)).toEqual(branch);
    const claim = await claimOne(store);
    expect(claim).toMatchObject({ previewId: id, number: 0, repository });
    expect(claim.causes).toEqual(['branch requested by user:default/dana']);
    expect((await store.leave(id)).request).toMatchObject({
      requestedBy: 'user:default/dana',
      until,
    });
  });

  it('get a new lease when they are asked for again, also when they were over', async () => {
    const { store } = await open();
    const expired = { headSha: 'x', reason: 'Expired.' };
    const id = await remembered(store, {
      phase: 'gone',
      closedAt: new Date(0),
      expiry: { ...aRecord().expiry, expired },
    });
    const later = new Date('2027-02-01T00:00:00Z');
    const entityRef = undefined;
    await store.askForBranch({
      ...asked,
      branch: { ...branch, entityRef },
      until: later,
    });
    expect(await store.branchOf(id)).toEqual({ ...branch, entityRef });
    expect(await store.get(id)).toMatchObject({
      request: { until: later },
      closedAt: undefined,
      expiry: { expired: undefined },
    });
  });

  it.each([true, false])(
    'lose no time and no component by others who ask for less, seen by a look: %s',
    async isSeen => {
      const { store } = await open();
      const id = isSeen
        ? await remembered(store, { phase: 'ready' })
        : (await store.askForBranch(asked)).id;
      const less = {
        branch: { ...branch, entityRef: 'component:default/other' },
        requestedBy: 'user:default/eve',
        until: new Date('2026-12-01T00:00:00Z'),
      };
      expect(await store.askForBranch({ ...asked, ...less })).toEqual({
        id,
        until,
      });
      expect(await store.branchOf(id)).toEqual({
        ...branch,
        entityRef: undefined,
      });
      const leave = isSeen ? await store.get(id) : await store.leave(id);
      expect(leave?.request).toMatchObject({ until });
    },
  );

  it.each`
    scenario                         | extended                         | asks                             | told
    ${'put off beyond the request'}  | ${new Date('2027-01-05T00:00Z')} | ${new Date('2027-01-03T00:00Z')} | ${new Date('2027-01-05T00:00Z')}
    ${'put off less far than asked'} | ${new Date('2027-01-02T00:00Z')} | ${new Date('2027-01-03T00:00Z')} | ${new Date('2027-01-03T00:00Z')}
    ${'put off beyond all requests'} | ${new Date('2027-01-05T00:00Z')} | ${new Date('2026-12-01T00:00Z')} | ${new Date('2027-01-05T00:00Z')}
  `(
    'end when it is told to whoever asks again: $scenario',
    async ({ extended, asks, told }) => {
      const { store } = await open();
      const id = await remembered(store, { phase: 'ready' });
      await store.request(id, {
        kind: 'extend',
        requestedBy: 'user:default/eve',
        until: extended,
      });
      const again = { ...asked, until: asks };
      expect((await store.askForBranch(again)).until).toEqual(told);
      const record = await store.get(id);
      expect(record && expiryOf(record, endless)?.expiresAt).toEqual(told);
      // What a look has written down says the same as what it has yet to see.
      await store.complete(await claimOne(store), {
        record: record!,
        history: [],
        lookAgainAfterMilliseconds: undefined,
      });
      expect((await store.askForBranch(again)).until).toEqual(told);
    },
  );

  it('of one id are of one branch', async () => {
    const { knex, store } = await open();
    const { id } = await store.askForBranch(asked);
    await knex('preview_branches').where({ preview_id: id }).update({
      branch: 'other',
    });
    const error = await store.askForBranch(asked).catch(one => one);
    expect(isRefused(error)).toBe(true);
    expect(error.message).toMatch(/that of the branch other/);
  });

  it('are looked at when their branch moves, and nothing is written for others', async () => {
    const { knex, store } = await open();
    const id = await remembered(store);
    const { writes } = countWrites(knex);
    await store.enqueueBranch(repository, 'other', 'webhook push');
    await store.enqueueBranch({ ...repository, id: '2' }, branch.name, 'x');
    expect(writes).toEqual([]);
    await store.enqueueBranch(repository, branch.name, 'webhook push');
    expect(await claimOne(store)).toMatchObject({
      previewId: id,
      causes: ['webhook push'],
    });
  });

  it('are not looked at any more when they are gone', async () => {
    const { knex, store } = await open();
    await remembered(store, { phase: 'gone' });
    const { writes } = countWrites(knex);
    await store.enqueueBranch(repository, branch.name, 'webhook push');
    expect(writes).toEqual([]);
  });

  it('leave nothing when a look finds nothing to remember', async () => {
    const { knex, store } = await open();
    await store.askForBranch(asked);
    await store.complete(await claimOne(store), {
      record: undefined,
      history: [],
      lookAgainAfterMilliseconds: undefined,
    });
    expect(await knex('preview_branches').select()).toEqual([]);
  });

  it('are forgotten with their records', async () => {
    const { knex, store } = await open();
    await remembered(store, {
      phase: 'gone',
      phaseSince: new Date('2020-01-01T00:00:00Z'),
      closedAt: new Date(0),
    });
    const purge = { keepMilliseconds: 1_000, limit: 10, watched: [] };
    expect(await store.purge(purge)).toBe(1);
    expect(await knex('preview_branches').select()).toEqual([]);
  });

  it('are restored from what their Namespaces say, with their slug and their branch', async () => {
    const source = await open();
    const id = await remembered(source.store);
    const { store } = await open();
    await store.restore('sweep: found', {
      record: recordOf(id),
      unless: () => false,
    });
    expect(await store.branchOf(id)).toEqual(branch);
    expect(await store.get(id)).toMatchObject({ id, branch });
    expect(await claimOne(store)).toMatchObject({ previewId: id, number: 0 });
  });
});
