import { countWrites, testDatabases } from '../__testUtils__/databases';
import { aHint, aRecord, claimOne, remember } from '../__testUtils__/records';

const databases = testDatabases();
const id = 'web-pr-42';
const by = 'dana on github.com';
const { cause: _cause, ...at } = aHint();
const nothingNew = { history: [], lookAgainAfterMilliseconds: undefined };

describe.each(databases.ids)('commands in comments on %s', database => {
  it('make a look due, and are told in the order in which they were written', async () => {
    const { store } = await databases.openStore(database);
    for (const commentId of ['100', '99', '9']) {
      await store.noteCommand(at, commentId);
    }
    expect(
      (await store.commands(id)).map(({ commentId }) => commentId),
    ).toEqual(['9', '99', '100']);
    expect((await claimOne(store)).causes).toContain('comment 100');
  });

  it('are noted once, however often their webhook comes', async () => {
    const { store, knex } = await databases.openStore(database);
    await remember(store, aRecord());
    await store.noteCommand(at, '7');
    const claim = await claimOne(store);
    await store.settleCommand(claim, {
      commentId: '7',
      by,
      wish: { kind: 'removal' },
      topic: 'existence',
      answer: 'done',
    });
    await store.complete(claim, { ...nothingNew, record: aRecord() });

    const { writes } = countWrites(knex);
    await store.noteCommand(at, '7');
    expect(writes.filter(sql => !/comment_commands/.test(sql))).toEqual([]);
    expect(await store.nextDue()).toBeUndefined();
    expect(await store.commands(id)).toEqual([
      {
        commentId: '7',
        settled: true,
        topic: 'existence',
        author: undefined,
      },
    ]);
  });

  it('are seen by the look that settles them, and by no other', async () => {
    const { store, knex } = await databases.openStore(database);
    await remember(store, aRecord());
    await store.noteCommand(at, '7');
    const claim = await claimOne(store);
    await store.settleCommand(claim, {
      commentId: '7',
      by,
      wish: { kind: 'redeploy' },
      topic: 'existence',
    });
    expect((await store.get(id))?.redeploy?.requestedBy).toBe(by);
    await store.complete(claim, { ...nothingNew, record: aRecord() });
    expect(await knex('preview_wishes').select()).toEqual([]);
    expect((await store.get(id))?.redeploy).toBeUndefined();
    expect(await store.nextDue()).toBeUndefined();
  });

  it('that a failing look settled are not lost', async () => {
    const { store } = await databases.openStore(database);
    await remember(store, aRecord());
    await store.noteCommand(at, '7');
    const claim = await claimOne(store);
    const wish = { kind: 'keep' as const };
    await store.settleCommand(claim, { commentId: '7', by, wish });
    await store.release([claim]);
    expect((await store.get(id))?.kept).toBe(true);
    expect((await store.commands(id))[0].settled).toBe(true);
    const { entries } = await store.history(id, { limit: 1 });
    expect(entries[0].cause).toBe('comment of dana on github.com');
  });

  it('that are refused are answered until one is done', async () => {
    const { store } = await databases.openStore(database);
    await remember(store, aRecord());
    await store.noteCommand(at, '7');
    const claim = await claimOne(store);
    const answer = { to: 'dana', text: 'That is no command.' };
    await store.settleCommand(claim, { commentId: '7', by, answer });
    expect((await store.get(id))?.answer).toEqual(answer);
    await store.settleCommand(claim, { commentId: '7', by });
    expect((await store.get(id))?.answer).toEqual(answer);
    await store.settleCommand(claim, { commentId: '7', by, answer: 'done' });
    expect((await store.get(id))?.answer).toBeUndefined();
  });

  it('are not settled by a worker that lost its lease', async () => {
    const { store, knex } = await databases.openStore(database);
    await remember(store, aRecord());
    await store.noteCommand(at, '7');
    const lost = await claimOne(store);
    await knex('preview_looks').update({ lease_until: 1 });
    await claimOne(store, 'worker-2');
    const wish = { kind: 'removal' as const };
    await store.settleCommand(lost, { commentId: '7', by, wish });
    expect((await store.commands(id))[0].settled).toBe(false);
    expect((await store.get(id))?.removal).toBeUndefined();
  });

  it('on a pull request without a preview ask for one until a look has seen that', async () => {
    const { store, knex } = await databases.openStore(database);
    await store.noteCommand(at, '7');
    const claim = await claimOne(store);
    const headSha = 'b'.repeat(40);
    await store.settleCommand(claim, {
      commentId: '7',
      by,
      wish: { kind: 'approve', headSha },
    });
    expect((await store.commands(id))[0].settled).toBe(true);
    expect(await store.leave(id)).toEqual({
      approval: { headSha, by, at: expect.any(Date) },
      request: { requestedBy: by, at: expect.any(Date) },
    });
    await store.complete(claim, { ...nothingNew, record: undefined });
    expect(await knex('preview_wishes').select()).toEqual([]);
    expect(await store.leave(id)).toEqual({
      approval: undefined,
      request: undefined,
    });
  });

  it('approve the commit that they name, in the timeline too', async () => {
    const { store } = await databases.openStore(database);
    await remember(store, aRecord());
    await store.noteCommand(at, '7');
    const claim = await claimOne(store);
    const headSha = 'b'.repeat(40);
    const wish = { kind: 'approve' as const, headSha };
    await store.settleCommand(claim, { commentId: '7', by, wish });
    const approval = { headSha, by, at: expect.any(Date) };
    expect((await store.get(id))?.approval).toEqual(approval);
    const record = await store.get(id);
    await store.complete(claim, { ...nothingNew, record });
    expect((await store.get(id))?.approval).toEqual(approval);
    const { entries } = await store.history(id, { limit: 1 });
    expect(entries[0].reason).toBe(`Commit bbbbbbb approved by ${by}.`);
  });

  it('are forgotten when no webhook can tell of them any more', async () => {
    const { store, knex } = await databases.openStore(database);
    await store.noteCommand(at, '7');
    await store.noteCommand(at, '8');
    const claim = await claimOne(store);
    await store.settleCommand(claim, { commentId: '7', by });
    await knex('comment_commands').update({ noted_at: 1 });
    await store.noteCommand(at, '9');
    expect(
      (await store.commands(id)).map(({ commentId }) => commentId),
    ).toEqual(['8', '9']);
  });
});
