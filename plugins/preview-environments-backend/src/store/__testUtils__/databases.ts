import {
  mockServices,
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { DefaultStore } from '../DefaultStore';
import { StoreClock } from '../Leases';
import { applyMigrations } from '../migrations';

/** What every store test runs on. `databases.test.ts` sees to it that none is left out in silence. */
export const databaseIds: TestDatabaseId[] = ['POSTGRES_15', 'SQLITE_3'];

/** Fresh databases with our tables. To be called once, at the top of a test file. */
export function testDatabases() {
  const databases = TestDatabases.create({
    ids: databaseIds,
    disableDocker: true,
  });
  const open = async (id: TestDatabaseId): Promise<Knex> => {
    const knex = await databases.init(id);
    await applyMigrations(knex);
    return knex;
  };
  return {
    ids: databases.eachSupportedId(),
    open,
    init: (id: TestDatabaseId) => databases.init(id),
    openStore: async (id: TestDatabaseId, clock?: StoreClock) => {
      const knex = await open(id);
      const database = mockServices.database({ knex, migrations: {} });
      return { knex, store: await DefaultStore.create({ database, clock }) };
    },
  };
}

/** Remembers the statements that change rows. */
export function countWrites(knex: Knex): { writes: string[] } {
  const writes: string[] = [];
  knex.on('query', ({ sql }: { sql: string }) => {
    if (/^\s*(insert|update|delete)/i.test(sql)) writes.push(sql);
  });
  return { writes };
}

/** Lets every lease that is held run out, as if its worker had died long ago. */
export async function expireLeases(knex: Knex): Promise<void> {
  await knex('preview_looks')
    .whereNotNull('lease_owner')
    .update({ lease_until: 1 });
}
