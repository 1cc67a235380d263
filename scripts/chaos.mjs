// npm run chaos -- --seed N --pulls N: the fault harness, on a PostgreSQL server of its own.
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './lib/install.mjs';
import { withPostgres } from './lib/postgres.mjs';
import { interrupted, launch } from './lib/processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A server that is crashed on purpose has to remember what it has confirmed. */
const settings = { synchronous_commit: 'on', full_page_writes: 'on' };

/** Others work on the same machine; the database and the backends inherit it. */
const niceness = 10;

async function main() {
  setPriority(niceness);
  ensureInstalled(root);
  return withPostgres(
    (connectionString, server) =>
      launch(
        process.execPath,
        [
          ...['--require', '@backstage/cli-node/config/nodeTransform.cjs'],
          'test/chaos/src/main.ts',
          ...process.argv.slice(2),
        ],
        {
          cwd: root,
          env: {
            CHAOS_POSTGRES: JSON.stringify({ connectionString, ...server }),
          },
        },
      ).ended,
    { environment: {}, settings },
  );
}

try {
  const status = await main();
  process.exitCode = interrupted() ?? (Number.isInteger(status) ? status : 1);
} catch (error) {
  console.error(error.message);
  process.exitCode = interrupted() ?? 1;
}
