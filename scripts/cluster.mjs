// npm run test:cluster [-- NAME] [--keep]    end-to-end tests on the cluster kit
// npm run start:cluster                      the product and its UI on the cluster kit, until Ctrl-C
import { fileURLToPath } from 'node:url';
import { startOnKit } from './lib/clusterStart.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { Kit } from './lib/kit.mjs';
import { InterruptedError, interrupted } from './lib/processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const tiers = {
  test: ['traefik', 'argocd', 'envoy-gateway', 'istio', 'registry'],
  start: ['traefik', 'argocd'],
};
const usage = 'usage: cluster.mjs test [NAME] [--keep] | start';

/** Brings a fresh kit up, does the work, and takes the kit down again whatever happened. */
async function onKit(kit, { tiers: wanted, keep }, work) {
  await kit.build(wanted);
  await kit.down();
  try {
    console.log(`Starting the control plane, ${wanted.join(', ')} ...`);
    await kit.up(wanted);
    return await work();
  } finally {
    if (keep) console.log(`Left running: ${kit.directory}`);
    else await kit.down();
  }
}

async function test([...rest]) {
  const keep = rest.includes('--keep');
  const names = rest.filter(argument => argument !== '--keep');
  if (names.length > 1 || names[0]?.startsWith('-')) throw new Error(usage);
  const kit = new Kit({ name: 'preview-test' });
  return onKit(kit, { tiers: tiers.test, keep }, async () => {
    const { ended } = kit.inside(
      process.execPath,
      [
        'node_modules/@playwright/test/cli.js',
        'test',
        '--config=test/cluster/playwright.config.ts',
        ...names.flatMap(name => ['-g', name]),
      ],
      { cwd: root },
    );
    return ended;
  });
}

async function start() {
  const kit = new Kit({ name: 'preview-start' });
  return onKit(kit, { tiers: tiers.start, keep: false }, () =>
    startOnKit(kit, { root }),
  );
}

async function main([command, ...rest]) {
  ensureInstalled(root);
  if (command === 'test') return test(rest);
  if (command === 'start' && rest.length === 0) return start();
  throw new Error(usage);
}

try {
  const status = await main(process.argv.slice(2));
  process.exitCode = interrupted() ?? (Number.isInteger(status) ? status : 1);
} catch (error) {
  if (!(error instanceof InterruptedError)) console.error(error.message);
  process.exitCode = interrupted() ?? 1;
}
