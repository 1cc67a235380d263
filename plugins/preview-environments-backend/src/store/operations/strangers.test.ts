import { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/databases';
import { aHint, claimOne } from '../__testUtils__/records';
import { DefaultStore } from '../DefaultStore';

const databases = testDatabases();
const { cause: _cause, ...at } = aHint();
const minute = 60_000;

/** Somebody was refused so many minutes ago. */
async function refuse(
  { store, knex }: { store: DefaultStore; knex: Knex },
  minutesAgo: number[],
  login = 'Eve',
): Promise<void> {
  for (const [index, minutes] of minutesAgo.entries()) {
    const commentId = String(index + 1);
    await store.noteCommand(at, commentId);
    const claim = await claimOne(store);
    await store.settleCommand(claim, {
      commentId,
      by: 'x',
      stranger: login,
    });
    await store.release([claim]);
    const row = knex('comment_commands').where({ comment_id: commentId });
    const { refused_at: refusedAt } = await row.clone().first();
    await row.update({ refused_at: Number(refusedAt) - minutes * minute });
  }
}

describe.each(databases.ids)('strangers, on %s', database => {
  it.each`
    scenario                              | minutesAgo         | expected
    ${'nobody who was never refused'}     | ${[]}              | ${false}
    ${'who was refused just now'}         | ${[0]}             | ${true}
    ${'not for longer than a minute'}     | ${[1]}             | ${false}
    ${'five minutes the second time'}     | ${[6, 4]}          | ${true}
    ${'not for longer than five'}         | ${[7, 5]}          | ${false}
    ${'half an hour from the third time'} | ${[50, 45, 29]}    | ${true}
    ${'not for longer than that'}         | ${[55, 50, 31]}    | ${false}
    ${'nobody who was so hours ago'}      | ${[70, 65, 62, 2]} | ${false}
  `('are known: $scenario', async ({ minutesAgo, expected }) => {
    const opened = await databases.openStore(database);
    await refuse(opened, minutesAgo);
    const { store } = opened;
    expect(await store.isStranger(at.repository, 'eve')).toBe(expected);
    expect(await store.isStranger(at.repository, 'dana')).toBe(false);
    expect(
      await store.isStranger({ ...at.repository, id: 'other' }, 'eve'),
    ).toBe(false);
  });

  it('leave nothing by commenting, and nobody else is kept out', async () => {
    const opened = await databases.openStore(database);
    await refuse(opened, [0]);
    const { store } = opened;
    await store.noteCommand({ ...at, number: 43 }, '100', 'EVE');
    expect(await store.commands('web-pr-43')).toEqual([]);
    await store.noteCommand(at, '101', 'dana');
    expect(await store.commands('web-pr-42')).toContainEqual(
      expect.objectContaining({ commentId: '101', author: 'dana' }),
    );
    expect((await claimOne(store)).causes).toContain('comment 101');
  });
});
