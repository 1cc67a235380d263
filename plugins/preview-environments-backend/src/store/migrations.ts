import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** Where the steps from one form of our tables to the next are. */
export const migrationsDirectory = () =>
  resolvePackagePath(
    '@previewenv/plugin-preview-environments-backend',
    'migrations',
  );

/** Brings the tables to the form that this version works with. */
export async function applyMigrations(knex: Knex): Promise<void> {
  await knex.migrate.latest({ directory: migrationsDirectory() });
}
