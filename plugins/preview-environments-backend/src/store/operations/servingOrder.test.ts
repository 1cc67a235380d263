import fc from 'fast-check';
import { testDatabases } from '../__testUtils__/databases';
import { aHint, aRecord, claimOne } from '../__testUtils__/records';
import { DefaultStore } from '../DefaultStore';

const databases = testDatabases();
const webhook = 'webhook pull_request.synchronize';
const watch = 'watch Application';
const repositories = ['shop', 'web', 'api'];

function at(name: string, number: number, cause: string) {
  return aHint({ repository: { id: name, name }, number, cause });
}

async function end(
  store: DefaultStore,
  claim: Awaited<ReturnType<typeof claimOne>>,
  lookAgainAfterMilliseconds?: number,
) {
  const { host, owner, name, id } = claim.repository;
  const repository = { host, owner, name, id, defaultBranch: 'main' };
  const record = aRecord({ id: claim.previewId, repository });
  await store.complete(claim, {
    record: {
      ...record,
      pullRequest: { ...record.pullRequest, number: claim.number, repository },
    },
    history: [],
    lookAgainAfterMilliseconds,
  });
}

/** Looks at everything that is due, one after the other, and answers in which order. */
async function serve(store: DefaultStore, atMost = 1_000): Promise<string[]> {
  const served: string[] = [];
  while (served.length < atMost && (await store.nextDue()) === 0) {
    const claim = await claimOne(store);
    served.push(claim.previewId);
    await end(store, claim);
  }
  return served;
}

/** Previews of each repository that were looked at, and whose timers have run out since. */
async function timersOf(
  { knex, store }: Awaited<ReturnType<typeof databases.openStore>>,
  count: number,
  ...names: string[]
) {
  for (const name of names) {
    for (let number = 1; number <= count; number++) {
      await store.enqueue(at(name, number, webhook));
    }
  }
  await serve(store);
  await knex('preview_looks').update({ next_look: 1_000 });
}

describe.each(databases.ids)('the order of looks on %s', id => {
  it.each`
    cause                                        | place
    ${webhook}                                   | ${'first'}
    ${'redeploy requested by user:default/mona'} | ${'first'}
    ${'listing: new commit'}                     | ${'first'}
    ${watch}                                     | ${'first'}
  `(
    'puts $cause before the timers of its own repository',
    async ({ cause }) => {
      const opened = await databases.openStore(id);
      await timersOf(opened, 20, 'shop');
      await opened.store.enqueue(at('shop', 77, cause));
      expect(await serve(opened.store, 1)).toEqual(['shop-pr-77']);
    },
  );

  it('puts what people do before what was seen in clusters', async () => {
    const { store } = await databases.openStore(id);
    for (let number = 1; number <= 10; number++) {
      await store.enqueue(at('shop', number, watch));
    }
    await store.enqueue(at('shop', 77, webhook));
    expect(await serve(store, 1)).toEqual(['shop-pr-77']);
  });

  it('moves what waits for its timer to the front when it is pushed to', async () => {
    const opened = await databases.openStore(id);
    await timersOf(opened, 20, 'shop');
    await serve(opened.store, 1);
    await opened.store.enqueueKnown('shop-pr-15', webhook);
    expect(await serve(opened.store, 1)).toEqual(['shop-pr-15']);
  });

  it('gives a repository with one the next turn, however many another one has', async () => {
    const { store } = await databases.openStore(id);
    for (let number = 1; number <= 50; number++) {
      await store.enqueue(at('shop', number, webhook));
    }
    await serve(store, 5);
    await store.enqueue(at('web', 1, webhook));
    expect(await serve(store, 2)).toContain('web-pr-1');
  });

  it('takes repositories in turn, also for timers that run out together', async () => {
    const opened = await databases.openStore(id);
    await timersOf(opened, 6, ...repositories);
    const served = await serve(opened.store, 9);
    for (const name of repositories) {
      const own = served.filter(one => one.startsWith(name));
      expect(own.length).toBeGreaterThanOrEqual(2);
    }
  });

  it('follows the newest push of a repository first', async () => {
    const { knex, store } = await databases.openStore(id);
    for (const number of [1, 2, 3, 4, 5]) {
      await store.enqueue(at('shop', number, webhook));
      await knex('preview_looks')
        .where({ number })
        .update({ hinted_at: number });
    }
    expect(await serve(store, 3)).toEqual([5, 4, 3].map(n => `shop-pr-${n}`));
  });

  it('lets one look in four be at what waits longest', async () => {
    const opened = await databases.openStore(id);
    const { knex, store } = opened;
    await timersOf(opened, 4, 'shop');
    await knex('preview_looks').where({ number: 3 }).update({ next_look: 1 });
    for (let number = 11; number <= 20; number++) {
      await store.enqueue(at('web', number, webhook));
    }
    expect(await serve(store, 4)).toContain('shop-pr-3');
  });

  it.each`
    after     | order
    ${500}    | ${['shop-pr-77', 'shop-pr-1']}
    ${10_000} | ${['shop-pr-77', 'shop-pr-1']}
    ${30_000} | ${['shop-pr-1', 'shop-pr-77']}
  `(
    'lets a step that is due after $after ms and a timer take turns: $order',
    async ({ after, order }) => {
      const { knex, store } = await databases.openStore(id);
      for (const [number, wait] of [
        [1, 20_000],
        [77, after],
      ]) {
        await store.enqueue(at('shop', number, webhook));
        await end(store, await claimOne(store), wait);
      }
      // the one that waits longest has its own turn, which is none of these
      await store.enqueue(at('web', 1, watch));
      await knex('preview_looks')
        .where({ repository_id: 'web' })
        .update({ next_look: 1 });
      await knex('preview_looks')
        .where({ repository_id: 'shop' })
        .update({ next_look: knex.raw('1000 + number') });
      expect(
        (await serve(store)).filter(one => one.startsWith('shop')),
      ).toEqual(order);
    },
  );

  it('puts what people do before the next step of what is under way', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.enqueue(at('shop', 77, webhook));
    await end(store, await claimOne(store), 500);
    await knex('preview_looks').update({ next_look: 1_000 });
    await store.enqueue(at('shop', 1, webhook));
    expect(await serve(store)).toEqual(['shop-pr-1', 'shop-pr-77']);
  });

  it('remembers how urgent a hint was that came during a look', async () => {
    const { store } = await databases.openStore(id);
    await store.enqueue(at('shop', 1, watch));
    const claim = await claimOne(store);
    await store.enqueue(at('shop', 1, webhook));
    await store.enqueue(at('shop', 2, watch));
    await end(store, claim);
    expect(await serve(store, 2)).toEqual(['shop-pr-1', 'shop-pr-2']);
  });
});

// The rules are the same on both; this one needs no server.
describe('whatever is asked for', () => {
  const anyHint = fc.record({
    name: fc.constantFrom(...repositories),
    number: fc.integer({ min: 100, max: 120 }),
    cause: fc.constantFrom(webhook, watch),
  });

  it('serves everything after four times as many looks as waited before it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyHint, { minLength: 1, maxLength: 12 }),
        // Between two looks more comes in than is served.
        fc.array(fc.array(anyHint, { minLength: 1, maxLength: 3 }), {
          minLength: 1,
          maxLength: 12,
        }),
        async (first, later) => {
          const { knex, store } = await databases.openStore('SQLITE_3');
          const waiting = new Set<string>();
          for (const { name, number, cause } of first) {
            waiting.add(await store.enqueue(at(name, number, cause)));
          }
          await knex('preview_looks').update({ next_look: 1_000 });
          const looks = 4 * waiting.size;
          for (let look = 0; look < looks; look++) {
            const newcomers = later[look % later.length];
            for (const { name, number, cause } of newcomers) {
              await store.enqueue(at(name, number + 1_000 + look, cause));
            }
            const [served] = await serve(store, 1);
            waiting.delete(served);
          }
          expect([...waiting]).toEqual([]);
          await knex.destroy();
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);
});
