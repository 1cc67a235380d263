// npm run bench [-- --levels 0,100,1000 --samples 30 --burst 100]    measurements on the cluster kit, beside the ApplicationSet controller
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './lib/install.mjs';
import { Kit } from './lib/kit.mjs';
import { InterruptedError, interrupted } from './lib/processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tiers = ['traefik', 'argocd', 'applicationset'];
/** A thousand Applications that are compared every 15 seconds, as the tests want it, would be all that is measured. */
const resyncSeconds = '86400';

async function bench(args) {
  ensureInstalled(root);
  const kit = new Kit({ name: 'preview-bench' });
  await kit.build(tiers);
  await kit.down();
  try {
    console.log('Starting the control plane, Traefik and Argo CD ...');
    await kit.up(tiers, { KIT_ARGOCD_RESYNC: resyncSeconds });
    return await kit.inside(
      process.execPath,
      [
        '--require',
        '@backstage/cli-node/config/nodeTransform.cjs',
        'test/bench/src/main.ts',
        ...args,
      ],
      { cwd: root, env: { NODE_ENV: 'development' } },
    ).ended;
  } finally {
    await kit.down();
  }
}

try {
  const status = await bench(process.argv.slice(2));
  process.exitCode = interrupted() ?? (Number.isInteger(status) ? status : 1);
} catch (error) {
  if (!(error instanceof InterruptedError)) console.error(error.message);
  process.exitCode = interrupted() ?? 1;
}
