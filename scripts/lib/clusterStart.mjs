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
const startSeconds = 300;
const backend = 'http://localhost:7007/.backstage/health';

async function answers(url) {
  const deadline = performance.now() + startSeconds * 1000;
  while (performance.now() < deadline) {
    if (interrupted()) throw new InterruptedError('Interrupted.');
    const signal = AbortSignal.timeout(5_000);
    const answer = await fetch(url, { signal }).catch(() => undefined);
    if (answer?.ok) return;
    await pause(500);
  }
  throw new Error(`${url} did not answer within ${startSeconds} s`);
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

function startGround(kit, { root, data }) {
  console.log('Starting GitHub, the registry and the backend ...');
  return kit.inside(
    process.execPath,
    [
      '--require',
      '@backstage/cli-node/config/nodeTransform.cjs',
      'test/cluster/src/start.ts',
    ],
    { cwd: root, env: { NODE_ENV: 'development', KIT_DATA: data } },
  );
}

/** The pages need no cluster: they run outside and speak to the backend through its forwarded port. */
function startPages({ root, data }) {
  console.log('Starting the pages ...');
  return launch(
    process.execPath,
    [
      join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
      'package',
      'start',
      '--config',
      join(root, 'app-config.yaml'),
      '--config',
      join(data, 'app-config.cluster.yaml'),
    ],
    { cwd: join(root, 'plugins/preview-environments') },
  );
}

/** Runs the product on a kit that is up, until it is interrupted or one of its parts ends. */
export async function startOnKit(kit, { root }) {
  const places = { root, data: join(kit.directory, 'start') };
  const closeForwards = await forwardInto(kit, forwarded);
  const programs = [];
  try {
    const ground = startGround(kit, places);
    programs.push(ground);
    await orEnd('The ground', ground, answers(`${backend}/v1/readiness`));
    const pages = startPages(places);
    programs.push(pages);
    await orEnd('The pages', pages, answers('http://localhost:3000'));
    console.log(`
Backstage        http://localhost:3000/catalog/default/component/web/previews
GitHub           http://localhost:7008   open, push to and close pull requests here
Previews         http://<preview>.preview.localhost:8080
The cluster      KIT_NS=preview-start test/cluster/kit/in kubectl get pods -A

Ctrl-C stops everything.
`);
    return await Promise.race(
      programs.map((program, index) =>
        orEnd(['The ground', 'The pages'][index], program, program.ended),
      ),
    );
  } finally {
    for (const { child } of programs) child.kill();
    await Promise.all(programs.map(({ ended }) => ended));
    closeForwards();
  }
}
