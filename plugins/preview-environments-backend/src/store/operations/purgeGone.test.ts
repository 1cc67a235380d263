import { Knex } from 'knex';
import { plan, PreviewRecord } from '../../preview';
import { observed, pullRequest } from '../../preview/__testUtils__/builders';
import { countWrites, testDatabases } from '../__testUtils__/databases';
import { aHint, aRecord, claimOne, remember } from '../__testUtils__/records';
import { DefaultStore } from '../DefaultStore';
import { PurgeOptions } from '../types';

const databases = testDatabases();
const day = 24 * 3_600_000;
const keep: PurgeOptions = {
  keepMilliseconds: 90 * day,
  limit: 10,
  watched: [],
};
const web = { host: 'github.com', owner: 'acme', name: 'web' };

/** A preview of pull request `number` that has been gone for so many days. */
function gone(number: number, days: number): PreviewRecord {
  const record = aRecord({ id: `web-pr-${number}`, phase: 'gone' });
  return {
    ...record,
    pullRequest: { ...record.pullRequest, number },
    phaseSince: new Date(Date.now() - days * day),
    closedAt: new Date(Date.now() - days * day),
  };
}

/** Has a preview remembered with everything that may belong to one. */
async function rememberAll(
  { knex, store }: { knex: Knex; store: DefaultStore },
  record: PreviewRecord,
): Promise<void> {
  await store.enqueue(aHint({ number: record.pullRequest.number }));
  await store.complete(await claimOne(store), {
    record,
    history: [{ phase: record.phase, reason: 'why', cause: 'hint' }],
    lookAgainAfterMilliseconds: undefined,
  });
  const own = { preview_id: record.id };
  await knex('preview_components').insert({ ...own, entity_ref: 'a:b/c' });
  await knex('preview_links').insert({ ...own, key: 'k' });
  await knex('removal_permits').insert({ subject: record.id, read_at: 1 });
  const comment = { comment_id: '7', noted_at: 1, settled_at: 2 };
  await knex('comment_commands').insert({ ...own, ...comment });
}

/** The tables in which something of a preview is left. */
async function traces(knex: Knex, previewId: string): Promise<string[]> {
  const places: [string, string][] = [
    ['previews', 'id'],
    ['preview_looks', 'preview_id'],
    ['preview_look_causes', 'preview_id'],
    ['preview_components', 'preview_id'],
    ['preview_links', 'preview_id'],
    ['preview_wishes', 'preview_id'],
    ['preview_history', 'preview_id'],
    ['preview_admissions', 'preview_id'],
    ['comment_commands', 'preview_id'],
    ['removal_permits', 'subject'],
  ];
  const left: string[] = [];
  for (const [table, column] of places) {
    if (await knex(table).where(column, previewId).first()) left.push(table);
  }
  return left;
}

describe.each(databases.ids)('purgeGone on %s', id => {
  it('leaves no trace of what has been gone for longer than is kept', async () => {
    const opened = await databases.openStore(id);
    await rememberAll(opened, gone(1, 91));
    await rememberAll(opened, gone(2, 89));
    expect(await opened.store.purge(keep)).toBe(1);
    expect(await traces(opened.knex, 'web-pr-1')).toEqual([]);
    expect(await traces(opened.knex, 'web-pr-2')).toEqual(
      expect.arrayContaining(['previews', 'preview_looks', 'preview_history']),
    );
  });

  it('goes on in batches, the oldest first', async () => {
    const { store } = await databases.openStore(id);
    for (const number of [1, 2, 3]) {
      await remember(store, gone(number, 100 + number));
    }
    expect(await store.purge({ ...keep, limit: 2 })).toBe(2);
    expect(await store.get('web-pr-1')).toBeDefined();
    expect(await store.purge({ ...keep, limit: 2 })).toBe(1);
  });

  it('writes nothing where there is nothing to forget (7.31)', async () => {
    const { knex, store } = await databases.openStore(id);
    await remember(store, aRecord());
    await remember(store, gone(1, 89));
    const { writes } = countWrites(knex);
    expect(await store.purge(keep)).toBe(0);
    expect(writes).toEqual([]);
  });

  const headSha = aRecord().pullRequest.head.sha;
  const expired = { headSha, reason: 'Expired.' };
  it.each<[string, Partial<PreviewRecord>, number]>([
    [
      'keeps what a person removed',
      { removal: { requestedBy: 'user:default/ann', headSha } },
      0,
    ],
    ['keeps what has expired', { expiry: { ...aRecord().expiry, expired } }, 0],
    ['forgets what nobody asks for any more', {}, 1],
  ])(
    'of an open pull request %s, so that none is made by forgetting',
    async (_scenario, change, forgotten) => {
      const { store } = await databases.openStore(id);
      await remember(store, {
        ...gone(1, 91),
        closedAt: undefined,
        ...change,
      });
      expect(await store.purge(keep)).toBe(forgotten);
    },
  );

  it('leaves alone what lives again, however long ago it was gone', async () => {
    const { store } = await databases.openStore(id);
    await remember(store, gone(42, 91));
    await remember(store, { ...gone(42, 91), phase: 'deploying' });
    expect(await store.purge(keep)).toBe(0);
  });

  it.each<[string, (store: DefaultStore, knex: Knex) => Promise<unknown>]>([
    ['a look is due at', store => store.enqueueKnown('web-pr-1', 'webhook')],
    [
      'is just looked at',
      async store => {
        await store.enqueueKnown('web-pr-1', 'webhook');
        await claimOne(store);
      },
    ],
    [
      'a cluster still has something of',
      (_, knex) =>
        knex('preview_orphans').insert({
          id: 'dev/web-pr-1',
          cluster: 'dev',
          preview_id: 'web-pr-1',
          found_at: 1,
          state: 'found',
          detail: '{}',
        }),
    ],
  ])('waits with what %s', async (_scenario, happens) => {
    const { knex, store } = await databases.openStore(id);
    await remember(store, gone(1, 91));
    await happens(store, knex);
    expect(await store.purge(keep)).toBe(0);
    expect(await store.get('web-pr-1')).toBeDefined();
  });

  // SQLite has one writer at a time.
  (id === 'SQLITE_3' ? it.skip : it)(
    'leaves to the next time what somebody is just hinting at',
    async () => {
      const { knex, store } = await databases.openStore(id);
      await remember(store, gone(1, 91));
      const purged = await knex.transaction(async hint => {
        await hint('preview_looks').update({ next_look: 1 });
        return store.purge(keep);
      });
      // eslint-disable-next-line jest/no-standalone-expect -- the rule does not recognise a chosen `it`
      expect(purged).toBe(0);
    },
  );

  describe('the slug of a repository', () => {
    const other = aHint({
      repository: { id: '2', owner: 'else', name: 'web' },
      number: 1,
    });

    it.each<[string, PurgeOptions['watched'], number[], boolean]>([
      ['nobody watches, and nothing is left of', [], [91], true],
      ['nobody watches, but a preview is left of', [], [91, 1], false],
      ['is watched', [{ ...web, owner: 'Acme' }], [91], false],
      ['may be watched, as far as is known', undefined, [91], false],
    ])('that %s', async (_scenario, watched, ages, free) => {
      const { knex, store } = await databases.openStore(id);
      for (const [index, age] of ages.entries()) {
        await remember(store, gone(index + 1, age));
      }
      await store.recordRepository({
        ...web,
        id: '1',
        listedAt: undefined,
        problems: [],
      });
      await store.purge({ ...keep, watched });
      const claimed = await store.enqueue(other).catch(error => error.message);
      expect(claimed).toMatch(
        free ? /^web-pr-1$/ : /held by github.com\/acme\/web/,
      );
      expect(await knex('watched_repositories').select()).toHaveLength(
        free ? 0 : 1,
      );
    });

    it('that is watched by its former name stays', async () => {
      const { knex, store } = await databases.openStore(id);
      await remember(store, gone(1, 91));
      await store.recordRepository({
        ...web,
        id: '1',
        listedAt: undefined,
        problems: [],
      });
      await store.enqueue(aHint({ repository: { ...web, name: 'shop' } }));
      await knex('preview_looks').delete();
      await store.purge({ ...keep, watched: [web] });
      expect(await knex('previews').select()).toEqual([]);
      await expect(store.enqueue(other)).rejects.toThrow(/held by/);
      expect(await knex('watched_repositories').select()).toHaveLength(1);
    });

    it('is claimed again when a hint comes that was under way', async () => {
      const { knex, store } = await databases.openStore(id);
      await store.enqueue(aHint());
      await store.enqueue(aHint({ repository: { id: '3', name: 'api' } }));
      await knex('repository_slugs').where({ slug: 'web' }).delete();
      const claims = () =>
        store.claimDue({ worker: 'one', limit: 9, leaseMilliseconds: 60_000 });
      expect((await claims()).map(({ previewId }) => previewId)).toEqual([
        'api-pr-42',
      ]);
      expect(await store.nextDue()).toBeGreaterThan(0);
      await store.enqueue(aHint());
      expect((await claims()).map(({ previewId }) => previewId)).toEqual([
        'web-pr-42',
      ]);
    });
  });

  it('lets no late event revive a pull request whose tombstone it has purged', async () => {
    const { store } = await databases.openStore(id);
    await remember(store, gone(42, 91));
    await store.purge(keep);

    await store.enqueue(aHint({ cause: 'webhook pull_request.synchronize' }));
    const claim = await claimOne(store);
    const record = await store.get(claim.previewId);
    expect(record).toBeUndefined();
    const closed = pullRequest({
      state: 'closed',
      closedAt: '2026-02-01T00:00:00Z',
    });
    const decision = plan(
      claim.previewId,
      observed({ record, pullRequest: closed, components: [] }),
      new Date(),
    );
    expect(decision).toMatchObject({ remember: 'forget', steps: [] });
  });
});
