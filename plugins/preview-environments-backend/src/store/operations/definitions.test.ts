import { Knex } from 'knex';
import { countWrites, testDatabases } from '../__testUtils__/databases';

const databases = testDatabases();
const repository = { host: 'github.com', owner: 'acme', name: 'web' };
const minute = 60_000;
const path = 'preview.yaml';
const entityRefs = ['component:default/web'];
const good = { revision: '1', text: 'kind: PreviewDefinition' };
const there = { path, entityRefs, good };

/** As if everything that was written had been written that much earlier. */
async function pass(knex: Knex, milliseconds: number): Promise<void> {
  await knex('known_definitions').decrement('missing_since', milliseconds);
}

describe.each(databases.ids)('known definitions on %s', id => {
  it('are remembered by repository, whatever the case of its name', async () => {
    const { store } = await databases.openStore(id);
    expect(await store.rememberDefinition(repository, there)).toBe(true);
    expect(await store.definitions({ ...repository, owner: 'Acme' })).toEqual([
      { path, entityRefs, ...good, state: 'there' },
    ]);
    expect(await store.definitions({ ...repository, name: 'shop' })).toEqual(
      [],
    );
  });

  it('are written when they change, and only then', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.rememberDefinition(repository, there);
    const { writes } = countWrites(knex);
    expect(await store.rememberDefinition(repository, there)).toBe(false);
    expect(writes).toEqual([]);
    const renamed = { ...there, entityRefs: ['component:default/shop'] };
    expect(await store.rememberDefinition(repository, renamed)).toBe(true);
  });

  it('keep the last good version while there is none', async () => {
    const { store } = await databases.openStore(id);
    const bad = { ...there, good: undefined };
    expect(await store.rememberDefinition(repository, bad)).toBe(false);
    await store.rememberDefinition(repository, there);
    expect(await store.rememberDefinition(repository, bad)).toBe(false);
    expect(await store.definitions(repository)).toMatchObject([good]);
  });

  it('are absent when a second reading misses them a sweep later', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.rememberDefinition(repository, there);
    const miss = () => store.missDefinition(repository, path, 5 * minute);
    expect(await miss()).toEqual({ state: 'doubted', changed: true });
    await pass(knex, 4 * minute);
    expect(await miss()).toEqual({ state: 'doubted', changed: false });
    expect(await store.definitions(repository)).toMatchObject([
      { ...good, state: 'doubted' },
    ]);
    await pass(knex, 2 * minute);
    expect(await miss()).toEqual({ state: 'absent', changed: true });
    expect(await miss()).toEqual({ state: 'absent', changed: false });
  });

  it('are there again when they are found between two readings', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.rememberDefinition(repository, there);
    const miss = () => store.missDefinition(repository, path, 5 * minute);
    await miss();
    await pass(knex, 6 * minute);
    expect(
      await store.rememberDefinition(repository, { ...there, good: undefined }),
    ).toBe(true);
    expect(await miss()).toEqual({ state: 'doubted', changed: true });
  });

  it('that nobody remembers are absent, and nothing is written of them', async () => {
    const { knex, store } = await databases.openStore(id);
    const { writes } = countWrites(knex);
    expect(await store.missDefinition(repository, path, minute)).toEqual({
      state: 'absent',
      changed: false,
    });
    expect(writes).toEqual([]);
  });
});
