import { MemoryCluster } from './__testUtils__/memoryCluster';
import { Service } from './resources';
import { WatchEvent } from './types';
import { CacheChange, WatchCache } from './watchCache';

interface Item {
  name: string;
  version: number;
}

const item = (name: string, version = 1): Item => ({ name, version });

/** A cache that has followed the events and is still following. */
async function after(events: WatchEvent<Item>[]) {
  const cache = new WatchCache<Item>({ keyOf: ({ name }) => name });
  const changes: CacheChange<Item>[] = [];
  cache.onChange(change => changes.push(change));
  const client = Object.assign(new MemoryCluster(), {
    async *watch() {
      yield* events;
      await new Promise<never>(() => {});
    },
  });
  const { signal } = new AbortController();
  const options = { resource: Service, signal, project: () => item('unused') };
  cache.follow(client, options).catch(error => {
    throw error;
  });
  // Lets the generator hand over what it has.
  for (let turn = 0; turn < 5 * (events.length + 1); turn++) await undefined;
  return { cache, changes };
}

describe('what a cache knows', () => {
  it('is nothing before the first list: unknown, never empty', async () => {
    const { cache } = await after([]);
    expect(cache.find('cart')).toMatchObject({ state: 'unknown' });
    expect(cache.all()).toMatchObject({ state: 'unknown', last: [] });
    expect(cache.listed).toBe(false);
  });

  it('is still nothing when the first thing it hears is trouble', async () => {
    const { cache } = await after([
      { type: 'trouble', error: new Error('no route') },
    ]);
    expect(cache.all()).toEqual({
      state: 'unknown',
      reason: 'no route',
      last: [],
    });
  });

  it('is what was listed and what happened since', async () => {
    const { cache } = await after([
      { type: 'synced', items: [item('cart'), item('web')] },
      { type: 'modified', item: item('web', 2) },
      { type: 'deleted', item: item('cart') },
    ]);
    expect(cache.all()).toEqual({ state: 'known', items: [item('web', 2)] });
    expect(cache.find('web')).toEqual({ state: 'seen', item: item('web', 2) });
    expect(cache.find('cart')).toEqual({ state: 'notSeen' });
  });

  it('becomes unknown in trouble, with what was known last', async () => {
    const { cache } = await after([
      { type: 'synced', items: [item('cart')] },
      { type: 'trouble', error: new Error('reset') },
    ]);
    expect(cache.find('cart')).toEqual({
      state: 'unknown',
      reason: 'reset',
      last: item('cart'),
    });
    expect(cache.find('web')).toMatchObject({
      state: 'unknown',
      last: undefined,
    });
  });

  it.each`
    scenario              | event
    ${'it goes on'}       | ${{ type: 'resumed' }}
    ${'it lists again'}   | ${{ type: 'synced', items: [item('cart')] }}
    ${'anything happens'} | ${{ type: 'modified', item: item('cart') }}
  `('is certain again after trouble when $scenario', async ({ event }) => {
    const { cache } = await after([
      { type: 'synced', items: [item('cart')] },
      { type: 'trouble', error: new Error('reset') },
      event,
    ]);
    expect(cache.all()).toEqual({ state: 'known', items: [item('cart')] });
  });
});

describe('what a cache tells', () => {
  it('is every change, those that a later list reveals included', async () => {
    const { changes } = await after([
      { type: 'synced', items: [item('cart'), item('web')] },
      { type: 'deleted', item: item('cart') },
      { type: 'synced', items: [item('pay')] },
    ]);
    expect(changes).toEqual([
      { key: 'cart', item: item('cart'), previous: undefined },
      { key: 'web', item: item('web'), previous: undefined },
      { key: 'cart', item: undefined, previous: item('cart') },
      { key: 'pay', item: item('pay'), previous: undefined },
      { key: 'web', item: undefined, previous: item('web') },
    ]);
  });
});
