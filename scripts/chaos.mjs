// npm run chaos -- --seed N --pulls N: the fault harness, on a PostgreSQL server of its own; with --cluster on the cluster kit.
import { getPriority, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './lib/install.mjs';
import { Kit } from './lib/kit.mjs';
import { withPostgres } from './lib/postgres.mjs';
import { InterruptedError, interrupted, launch } from './lib/processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** A server that is crashed on purpose has to remember what it has confirmed. */
const settings = { synchronous_commit: 'on', full_page_writes: 'on' };

/** Others work on the same machine; the database and the backends inherit it. Who has chosen another one, as by `nice`, keeps it. */
const niceness = 10;

/** Says to the program that we start in the kit's network that it is there already. */
const insideKit = 'CHAOS_INSIDE_KIT';
const tiers = ['traefik', 'argocd'];

/** Brings a fresh kit up, and runs this program once more, in its network: the database has to be reached from there. */
async function onKit() {
  const kit = new Kit({ name: 'preview-chaos' });
  await kit.build(tiers);
  await kit.down();
  try {
    console.log('Starting the control plane, Traefik and Argo CD ...');
    await kit.up(tiers);
    const again = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
    return await kit.inside(process.execPath, again, {
      cwd: root,
      env: { [insideKit]: 'yes' },
    }).ended;
  } finally {
    await kit.down();
  }
}

async function run() {
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

async function main() {
  if (getPriority() === 0) setPriority(niceness);
  ensureInstalled(root);
  const wantsKit = process.argv.includes('--cluster');
  return wantsKit && !process.env[insideKit] ? onKit() : run();
}

try {
  const status = await main();
  process.exitCode = interrupted() ?? (Number.isInteger(status) ? status : 1);
} catch (error) {
  if (!(error instanceof InterruptedError)) console.error(error.message);
  process.exitCode = interrupted() ?? 1;
}
