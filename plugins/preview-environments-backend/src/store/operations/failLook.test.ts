import { countWrites, testDatabases } from '../__testUtils__/databases';
import { aHint, aRecord, claimOne } from '../__testUtils__/records';
import { LookFailure } from '../types';

const databases = testDatabases();
const failure = {
  message: 'boom',
  retryAfterMilliseconds: 300_000,
  unknown: true,
};

describe.each(databases.ids)('failLook on %s', id => {
  it('waits before the next look, which knows the causes and the attempts', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.enqueue(aHint());
    const claim = await claimOne(store);
    expect(await store.fail(claim, failure)).toBe('retried');
    expect(await store.nextDue()).toBeGreaterThan(200_000);

    await knex('preview_looks').update({ next_look: 1 });
    const next = await claimOne(store);
    expect(next).toMatchObject({ attempts: 1, causes: claim.causes });
    await store.fail(next, failure);
    const troubles = await store.troubles(['web-pr-42']);
    expect(troubles.get('web-pr-42')).toMatchObject({ attempts: 2 });
  });

  it.each`
    scenario             | first
    ${'during the look'} | ${'hint'}
    ${'during the wait'} | ${'failure'}
  `('does not wait when a hint comes $scenario', async ({ first }) => {
    const { store } = await databases.openStore(id);
    await store.enqueue(aHint());
    const claim = await claimOne(store);
    const hint = () => store.enqueueKnown('web-pr-42', 'push');
    if (first === 'hint') await hint();
    await store.fail(claim, failure);
    if (first === 'failure') await hint();
    expect((await claimOne(store)).causes).toEqual([...claim.causes, 'push']);
  });

  describe('when it fails again and again', () => {
    const uid = (digit: number) =>
      `0f${digit}8d2ce-1111-4222-8333-44445555666${digit}`;
    const slowest = 25 * 60_000;

    /** Fails looks in a row, each as `failureOf` says, and answers what became of the last one. */
    async function failing(
      times: number,
      failureOf: (time: number) => Partial<LookFailure>,
    ) {
      const { knex, store } = await databases.openStore(id);
      await store.enqueue(aHint());
      let outcome: string | undefined;
      for (let time = 1; time <= times; time++) {
        await knex('preview_looks').update({ next_look: 1 });
        outcome = await store.fail(await claimOne(store), {
          ...failure,
          ...failureOf(time),
        });
      }
      return { knex, store, outcome };
    }

    it.each<[string, number, (time: number) => Partial<LookFailure>, string]>([
      ['by the same error, nine times', 9, () => ({}), 'retried'],
      ['by the same error, ten times', 10, () => ({}), 'parked'],
      [
        'by an error that names something else every time',
        10,
        time => ({
          message: `object ${uid(time % 10)} at 10.0.0.${time}: boom`,
        }),
        'parked',
      ],
      [
        'by two errors in turn',
        20,
        time => ({ message: time % 2 ? 'boom' : 'bang' }),
        'retried',
      ],
      [
        'by one that passes by itself',
        20,
        () => ({ unknown: false }),
        'retried',
      ],
      [
        'with one in between that passes by itself',
        12,
        time => ({ unknown: time !== 6 }),
        'retried',
      ],
    ])('%s', async (_scenario, times, failureOf, expected) => {
      const { store, outcome } = await failing(times, failureOf);
      expect(outcome).toBe(expected);
      const trouble = (await store.troubles(['web-pr-42'])).get('web-pr-42');
      expect(trouble).toMatchObject({
        attempts: times,
        parked: expected === 'parked',
      });
      expect(trouble?.since?.getTime()).toBeLessThanOrEqual(Date.now());
      const wait = (await store.nextDue()) ?? 0;
      expect(wait > slowest).toBe(expected === 'parked');
    });

    it.each([
      ['webhook pull_request.synchronize', true],
      ['listing: new commit', true],
      ['redeploy requested by user:default/mona', true],
      ['watch Application', false],
      ['listing: definition changed', false],
    ])('and is parked, is woken by %s: %s', async (cause, wakes) => {
      const { knex, store } = await failing(10, () => ({}));
      await store.enqueueKnown('web-pr-42', cause);
      const due = (await store.nextDue()) ?? 0;
      expect(due > slowest).toBe(!wakes);

      const { writes } = countWrites(knex);
      await store.enqueueKnown('web-pr-42', cause);
      expect(writes).toEqual([]);
    });

    it('and is parked, is not woken by a watch during the look either', async () => {
      const { knex, store } = await failing(9, () => ({}));
      await knex('preview_looks').update({ next_look: 1 });
      const claim = await claimOne(store);
      await store.enqueueKnown('web-pr-42', 'watch Application');
      expect(await store.fail(claim, failure)).toBe('parked');
      expect(await store.nextDue()).toBeGreaterThan(slowest);
    });

    it('and is parked, tells the next worker, until a look succeeds', async () => {
      const { store } = await failing(10, () => ({}));
      await store.enqueue(aHint({ cause: 'webhook pull_request.edited' }));
      const claim = await claimOne(store);
      expect(claim.parked).toBe(true);
      await store.complete(claim, {
        record: aRecord(),
        history: [],
        lookAgainAfterMilliseconds: 0,
      });
      expect((await claimOne(store)).parked).toBe(false);
      expect(await store.troubles(['web-pr-42'])).toEqual(new Map());
    });
  });
});
