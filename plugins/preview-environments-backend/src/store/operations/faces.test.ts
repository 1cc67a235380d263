import { Link, PreviewRecord } from '../../preview';
import { dependsOn, labelled } from '../../preview/__testUtils__/faces';
import { countWrites, testDatabases } from '../__testUtils__/databases';
import { aHint, aRecord, claimOne } from '../__testUtils__/records';
import { DefaultStore } from '../DefaultStore';

const databases = testDatabases();
const writable = ['cart', 'web'];
const checkout = labelled('preview-group:checkout', writable);

/** The record of `cart#12`, which is linked so. */
function recordOf(
  pull: string,
  links: Link[],
  change: Partial<PreviewRecord> = {},
): PreviewRecord {
  const [name, text] = pull.split('#');
  const record = aRecord();
  const repository = { ...record.repository, name, id: name };
  return {
    ...record,
    id: `${name}-pr-${text}`,
    repository,
    pullRequest: { ...record.pullRequest, repository, number: Number(text) },
    commit: record.pullRequest.head.sha,
    group: { links, stands: [], linked: [] },
    ...change,
  };
}

/** Ends a look at the pull request with that record. */
async function look(store: DefaultStore, record: PreviewRecord) {
  const { repository, pullRequest } = record;
  await store.enqueue(aHint({ repository, number: pullRequest.number }));
  await store.complete(await claimOne(store), {
    record,
    history: [],
    lookAgainAfterMilliseconds: undefined,
  });
}

/** The previews that a look is due at, with its causes. */
async function due(store: DefaultStore): Promise<Record<string, string[]>> {
  const claims = await store.claimDue({
    worker: 'worker-9',
    limit: 10,
    leaseMilliseconds: 60_000,
  });
  await store.release(claims);
  return Object.fromEntries(
    claims.map(({ previewId, causes }) => [previewId, causes]),
  );
}

const told = ['group: a linked pull request changed'];
const query = {
  except: '-',
  host: 'github.com',
  pulls: [],
  keys: [],
  limit: 9,
};

describe.each(databases.ids)('groups on %s', id => {
  it('finds previews by name in any case, and by what they declare', async () => {
    const { store } = await databases.openStore(id);
    await look(store, recordOf('cart#12', []));
    await look(store, recordOf('web#42', [dependsOn('web#42', 'cart#12')]));
    await look(store, recordOf('mail#1', [checkout]));
    const find = async (change: Partial<Parameters<typeof store.faces>[0]>) =>
      (await store.faces({ ...query, ...change })).map(
        ({ previewId }) => previewId,
      );
    const cart = { owner: 'Acme', name: 'CART', number: 12 };
    expect(await find({ pulls: [cart] })).toEqual(['cart-pr-12']);
    expect(await find({ pulls: [{ ...cart, number: 13 }] })).toEqual([]);
    expect(await find({ pulls: [cart], host: 'gitlab.com' })).toEqual([]);
    const { key } = dependsOn('web#42', 'cart#12');
    expect(await find({ keys: [key] })).toEqual(['web-pr-42']);
    expect(await find({ keys: [key], except: 'web-pr-42' })).toEqual([]);
    expect(await find({ keys: [key, checkout.key], pulls: [cart] })).toEqual([
      'cart-pr-12',
      // What nobody with a right in mail has declared links nothing.
      'web-pr-42',
    ]);
    expect(await find({})).toEqual([]);
  });

  it('has everybody looked at whom a change concerns, and nobody else', async () => {
    const { store } = await databases.openStore(id);
    await look(store, recordOf('cart#12', []));
    await look(store, recordOf('mail#1', []));
    expect(await due(store)).toEqual({});
    const web = recordOf('web#42', [dependsOn('web#42', 'cart#12')]);
    await look(store, web);
    expect(await due(store)).toEqual({ 'cart-pr-12': told });

    const cart = recordOf('cart#12', [], { liveSha: 'a'.repeat(40) });
    await store.complete(await claimOne(store), {
      record: cart,
      history: [],
      lookAgainAfterMilliseconds: undefined,
    });
    expect(await due(store)).toEqual({ 'web-pr-42': told });
  });

  it('tells those who are linked by others, when a link comes and when it goes', async () => {
    const { store } = await databases.openStore(id);
    const group = ['cart', 'mail', 'web'];
    await look(store, recordOf('cart#12', []));
    const link = (from: string) =>
      dependsOn(from, 'cart#12', { writable: group });
    await look(store, recordOf('web#42', [link('web#42')]));
    await look(store, recordOf('cart#12', []));
    await look(store, recordOf('mail#1', [link('mail#1')]));
    expect(await due(store)).toEqual({ 'cart-pr-12': told, 'web-pr-42': told });

    await look(store, recordOf('cart#12', []));
    await look(store, recordOf('web#42', [link('web#42')]));
    expect(await due(store)).toEqual({});
    await look(store, recordOf('mail#1', []));
    expect(await due(store)).toEqual({ 'cart-pr-12': told, 'web-pr-42': told });
  });

  it('tells those who were linked before of a link that is gone', async () => {
    const { store } = await databases.openStore(id);
    await look(store, recordOf('cart#12', []));
    await look(store, recordOf('web#42', [dependsOn('web#42', 'cart#12')]));
    await look(store, recordOf('cart#12', []));
    expect(await due(store)).toEqual({});
    await look(store, recordOf('web#42', []));
    expect(await due(store)).toEqual({ 'cart-pr-12': told });
    const { key } = dependsOn('web#42', 'cart#12');
    expect(await store.faces({ ...query, keys: [key] })).toEqual([]);
  });

  it('tells those of the same label of whoever leaves', async () => {
    const { store } = await databases.openStore(id);
    await look(store, recordOf('cart#12', [checkout]));
    await look(store, recordOf('web#42', [checkout]));
    await look(store, recordOf('cart#12', [checkout]));
    const closedAt = new Date('2026-11-21T11:00:00Z');
    await look(
      store,
      recordOf('web#42', [], { phase: 'terminating', closedAt }),
    );
    expect(await due(store)).toEqual({ 'cart-pr-12': told });
  });

  it('tells nobody of what a stranger declares', async () => {
    const { store } = await databases.openStore(id);
    await look(store, recordOf('cart#12', []));
    const stranger = dependsOn('web#42', 'cart#12', { writable: [] });
    await look(store, recordOf('web#42', [stranger]));
    expect(await due(store)).toEqual({});
  });

  it('tells nobody of what concerns nobody, and writes no link again', async () => {
    const { store, knex } = await databases.openStore(id);
    await look(store, recordOf('cart#12', [checkout]));
    await look(store, recordOf('web#42', [checkout]));
    await look(store, recordOf('cart#12', [checkout]));
    const { writes } = countWrites(knex);
    await look(store, recordOf('cart#12', [checkout], { reason: 'Else.' }));
    expect(await due(store)).toEqual({});
    expect(writes.filter(sql => sql.includes('preview_links'))).toEqual([]);
  });
});
