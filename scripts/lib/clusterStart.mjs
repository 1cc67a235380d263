import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { forwardInto } from './forward.mjs';
import { InterruptedError, interrupted, launch } from './processes.mjs';

/** Port here to address in the kit's network namespace. */
const forwarded = {
  7007: '127.0.0.1:7007',
  7008: '127.0.0.1:7008',
  8080: '10.99.0.1:80',
};
const startSeconds = 180;

async function answers(url) {
  const deadline = performance.now() + startSeconds * 1000;
  while (performance.now() < deadline) {
    if (interrupted()) throw new InterruptedError('Interrupted.');
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await pause(500);
  }
  throw new Error(`${url} did not answer within ${startSeconds} s`);
}

/** Runs the product on a kit that is up, until it is interrupted or one of its parts ends. */
export async function startOnKit(kit, { root }) {
  const transform = '@backstage/cli-node/config/nodeTransform.cjs';
  const closeForwards = await forwardInto(kit, forwarded);
  try {
    const ground = kit.inside(
      process.execPath,
      ['--require', transform, 'test/cluster/src/start.ts'],
      {
        cwd: root,
        env: {
          NODE_ENV: 'development',
          KIT_DATA: join(kit.directory, 'start'),
        },
      },
    );
    const pages = launch(
      process.execPath,
      [
        join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
        'package',
        'start',
        '--config',
        join(root, 'app-config.yaml'),
        '--config',
        join(kit.directory, 'start/app-config.cluster.yaml'),
      ],
      { cwd: join(root, 'plugins/preview-environments') },
    );
    const ended = Promise.race([ground.ended, pages.ended]);
    await Promise.race([
      answers('http://localhost:7007/.backstage/health/v1/readiness').then(() =>
        answers('http://localhost:3000'),
      ),
      ended,
    ]);
    console.log(`
Pages            http://localhost:3000
GitHub           http://localhost:7008
Previews         http://<preview>.preview.localhost:8080
The cluster      ${kit.directory}/admin.kubeconfig, inside: KIT_NS=preview-start test/cluster/kit/in kubectl get pods -A
Ctrl-C stops everything.
`);
    const status = await ended;
    for (const { child } of [ground, pages]) child.kill();
    await Promise.all([ground.ended, pages.ended]);
    return status;
  } finally {
    closeForwards();
  }
}
