// npm run bench [-- --levels 0,100,1000 --samples 30 --burst 100]    measurements on the cluster kit, beside the ApplicationSet controller
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './lib/install.mjs';
import { Kit } from './lib/kit.mjs';
import { withPostgres } from './lib/postgres.mjs';
import { InterruptedError, interrupted, launch } from './lib/processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tiers = ['traefik', 'argocd', 'applicationset'];
/** A thousand Applications that are compared every 15 seconds, as the tests want it, would be all that is measured. */
const resyncSeconds = '86400';
/** For a pod of each of a thousand previews and of a burst; a node takes 250. */
const nodes = '6';

/** Says to the program that we start in the kit's network that it is there already. */
const insideKit = 'BENCH_INSIDE_KIT';
/** What is measured is confirmed as it would be anywhere else. */
const settings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
};

/** Brings a fresh kit up, and runs this program once more, in its network: the database has to be reached from there. */
async function onKit(args) {
  ensureInstalled(root);
  const kit = new Kit({ name: 'preview-bench' });
  await kit.build(tiers);
  await kit.down();
  try {
    console.log('Starting the control plane, Traefik and Argo CD ...');
    await kit.up(tiers, {
      KIT_ARGOCD_RESYNC: resyncSeconds,
      KIT_NODES: nodes,
    });
    return await kit.inside(
      process.execPath,
      [fileURLToPath(import.meta.url), ...args],
      { cwd: root, env: { [insideKit]: 'yes' } },
    ).ended;
  } finally {
    await kit.down();
  }
}

async function run(args) {
  return withPostgres(
    connectionString =>
      launch(
        process.execPath,
        [
          ...['--require', '@backstage/cli-node/config/nodeTransform.cjs'],
          'test/bench/src/main.ts',
          ...args,
        ],
        {
          cwd: root,
          env: { NODE_ENV: 'development', BENCH_POSTGRES: connectionString },
        },
      ).ended,
    { environment: {}, settings },
  );
}

try {
  const args = process.argv.slice(2);
  const status = await (process.env[insideKit] ? run(args) : onKit(args));
  process.exitCode = interrupted() ?? (Number.isInteger(status) ? status : 1);
} catch (error) {
  if (!(error instanceof InterruptedError)) console.error(error.message);
  process.exitCode = interrupted() ?? 1;
}
