import { testDatabases } from '../__testUtils__/databases';
import { aHint, claimOne } from '../__testUtils__/records';

const databases = testDatabases();
const failure = { message: 'boom', retryAfterMilliseconds: 300_000 };

describe.each(databases.ids)('failLook on %s', id => {
  it('waits before the next look, which knows the causes and the attempts', async () => {
    const { knex, store } = await databases.openStore(id);
    await store.enqueue(aHint());
    const claim = await claimOne(store);
    expect(await store.fail(claim, failure)).toBe(true);
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
});
