import { testDatabases } from './__testUtils__/databases';
import { applyMigrations, migrationsDirectory } from './migrations';

const databases = testDatabases();

describe.each(databases.ids)('migrations on %s', id => {
  it('can be applied, taken back and applied again', async () => {
    const knex = await databases.init(id);
    await applyMigrations(knex);
    await knex('preview_looks').select();

    await knex.migrate.rollback({ directory: migrationsDirectory() }, true);
    expect(await knex.schema.hasTable('preview_looks')).toBe(false);

    await applyMigrations(knex);
    await applyMigrations(knex);
    expect(await knex('previews').select()).toEqual([]);
  });
});
