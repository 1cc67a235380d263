import { countWrites, testDatabases } from '../__testUtils__/databases';
import { aHint } from '../__testUtils__/records';
import { claimSlug } from './claimSlug';

const databases = testDatabases();
const web = aHint().repository;

describe.each(databases.ids)('claimSlug on %s (7.18)', id => {
  it('gives a repository the slug of its name, once and for all', async () => {
    const knex = await databases.open(id);
    expect(await claimSlug(knex, web)).toBe('web');

    const { writes } = countWrites(knex);
    expect(await claimSlug(knex, web)).toBe('web');
    expect(writes).toEqual([]);
  });

  it('follows a repository by its id when it is renamed or transferred (7.21)', async () => {
    const knex = await databases.open(id);
    await claimSlug(knex, web);
    const renamed = { ...web, owner: 'shop', name: 'frontend' };
    expect(await claimSlug(knex, renamed)).toBe('web');
    expect(await claimSlug(knex, renamed)).toBe('web');
  });

  it.each`
    scenario                           | claimant
    ${'another owner'}                 | ${{ ...web, id: '2', owner: 'other' }}
    ${'another host with the same id'} | ${{ ...web, host: 'ghe.example.com' }}
    ${'a successor of the same name'}  | ${{ ...web, id: '3' }}
  `('refuses $scenario, naming the holder', async ({ claimant }) => {
    const knex = await databases.open(id);
    await claimSlug(knex, web);
    await expect(claimSlug(knex, claimant)).rejects.toMatchObject({
      name: 'RefusedError',
      message: expect.stringContaining('is held by github.com/acme/web.'),
    });
  });

  it('lets one of two win that come at the same time', async () => {
    const knex = await databases.open(id);
    const outcomes = await Promise.allSettled([
      claimSlug(knex, web),
      claimSlug(knex, { ...web, id: '2', owner: 'other' }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([
      'fulfilled',
      'rejected',
    ]);
  });
});
