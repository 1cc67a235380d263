// npm start: the product on the sandbox. Installs what is missing, starts everything, and prints the addresses once they answer.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './lib/install.mjs';
import { InterruptedError, interrupted, launch } from './lib/processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const startSeconds = 300;

/** `SANDBOX_PORT_BASE=N` moves everything, so that two sandboxes can run beside each other. */
function portsOf({ SANDBOX_PORT_BASE: base }) {
  if (base === undefined)
    return {
      ui: 3000,
      backend: 7007,
      github: 7008,
      gateway: 8080,
      registry: 7050,
    };
  const first = Number(base);
  if (!Number.isInteger(first) || first < 1024 || first > 65_000) {
    throw new Error(
      `SANDBOX_PORT_BASE has to be a port from 1024 to 65000, not ${base}`,
    );
  }
  return {
    ui: first,
    backend: first + 7,
    github: first + 8,
    gateway: first + 80,
    registry: first + 50,
  };
}

async function answers(url, what) {
  const deadline = performance.now() + startSeconds * 1000;
  while (performance.now() < deadline) {
    if (interrupted()) throw new InterruptedError('Interrupted.');
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await pause(300);
  }
  throw new Error(`${what} did not answer at ${url} within ${startSeconds} s`);
}

/** Fails as soon as the program ends, which it should not do before we do. */
async function orEnd(name, program, work) {
  const ended = program.ended.then(status => {
    if (interrupted()) throw new InterruptedError('Interrupted.');
    throw new Error(
      `${name} ended with ${status}; what it printed above says why`,
    );
  });
  return Promise.race([work, ended]);
}

async function main() {
  ensureInstalled(root);
  const ports = portsOf(process.env);
  const env = {
    UI_PORT: String(ports.ui),
    BACKEND_PORT: String(ports.backend),
    GITHUB_PORT: String(ports.github),
    GATEWAY_PORT: String(ports.gateway),
    REGISTRY_PORT: String(ports.registry),
    SANDBOX_STATE: process.env.SANDBOX_STATE ?? join(root, '.sandbox'),
  };
  console.log('Starting the sandbox ...');
  const sandbox = launch(
    process.execPath,
    [
      '--require',
      '@backstage/cli-node/config/nodeTransform.cjs',
      'test/sandbox/src/main.ts',
    ],
    { cwd: root, env },
  );
  try {
    await orEnd(
      'The sandbox',
      sandbox,
      answers(`http://localhost:${ports.github}/`, 'The sandbox'),
    );
    console.log('Starting Backstage ...');
    const backstage = launch(
      process.execPath,
      [
        join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
        'repo',
        'start',
        '--config',
        join(root, 'app-config.yaml'),
        '--config',
        join(root, 'app-config.sandbox.yaml'),
      ],
      { cwd: root, env },
    );
    const both = Promise.all([
      answers(
        `http://localhost:${ports.backend}/.backstage/health/v1/readiness`,
        'The backend',
      ),
      answers(`http://localhost:${ports.ui}/`, 'The user interface'),
    ]);
    await orEnd('Backstage', backstage, both);
    console.log(`
Backstage        http://localhost:${ports.ui}/catalog/default/component/web/previews
GitHub           http://localhost:${ports.github}   open, push to and close pull requests here
Previews         http://<preview>.preview.localhost:${ports.gateway}
Ctrl-C stops everything; the state stays in ${env.SANDBOX_STATE}.
`);
    await orEnd(
      'Backstage',
      backstage,
      orEnd('The sandbox', sandbox, new Promise(() => {})),
    );
  } finally {
    sandbox.child.kill();
    await sandbox.ended;
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof InterruptedError)) console.error(error.message);
  process.exitCode = interrupted() ?? 1;
}
