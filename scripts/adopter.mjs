// npm run test:adopter [-- --keep]: what somebody gets who installs the published packages. Packs them, installs the tarballs outside of the
// workspace, and starts a backend and an app of either frontend system with them, on both databases and two versions of Node.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, withBackend } from '../test/adopter/backend.mjs';
import { answers } from '../test/adopter/answers.mjs';
import { run } from '../test/adopter/command.mjs';
import { checkContents, copySources, packAll } from '../test/adopter/pack.mjs';
import {
  borrowSqliteDriver,
  checkOrigins,
  installArguments,
  writeProject,
} from '../test/adopter/project.mjs';
import { Steps } from '../test/adopter/steps.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { withPostgres } from './lib/postgres.mjs';
import { interrupted, InterruptedError } from './lib/processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const artifacts = join(root, 'artifacts/adopter');
const secret = 'adopters-secret';

async function main(args) {
  const keep = args.includes('--keep');
  if (args.some(argument => argument !== '--keep')) {
    throw new Error('usage: adopter.mjs [--keep]');
  }
  ensureInstalled(root);
  rmSync(artifacts, { recursive: true, force: true });
  mkdirSync(artifacts, { recursive: true });
  const home = mkdtempSync(join(tmpdir(), 'previewenv-adopter-'));
  const copy = join(artifacts, 'copy');
  // At the exit, because an interruption may end the process without a way back to here.
  process.once('exit', () => {
    rmSync(copy, { recursive: true, force: true });
    if (keep) console.log(`Left: ${home}`);
    else rmSync(home, { recursive: true, force: true });
  });
  const steps = new Steps();
  await steps.all(() => adopt(steps, { home, copy }));
  console.log(`\n${steps.summary}`);
  return steps.failed === 0 ? 0 : 1;
}

async function adopt(steps, { home, copy }) {
  const logs = join(home, 'logs');
  mkdirSync(logs);
  const packed = await pack(steps, { copy, logs, home });
  const place = await install(steps, { packed, logs, home });
  await build(steps, place);
  const node22 = await steps.need("fetch Node 22, npm's node@22", () =>
    fetchNode22(place),
  );
  await startWith(steps, place, {
    name: `Node ${process.versions.node}, SQLite, new frontend system`,
    node: process.execPath,
    entry: 'packages/backend/dist/index.js',
    app: 'app',
    configs: ['app-config.discovery.yaml', 'app-config.sqlite.yaml'],
    database: join(home, 'database'),
    optional: true,
  });
  await withPostgres(connectionString =>
    startWith(steps, place, {
      name: 'Node 22, PostgreSQL, classic frontend system, no events',
      node: node22,
      entry: 'packages/backend/dist/least.js',
      app: 'app-classic',
      configs: ['app-config.postgres.yaml'],
      database: connectionString,
      optional: false,
    }),
  );
}

async function pack(steps, { copy, logs, home }) {
  const cli = join(root, 'node_modules/@backstage/cli/bin/backstage-cli');
  const inCopy = { cwd: copy, logs };
  await steps.need('copy the sources', () => copySources({ root, copy }));
  await steps.check('repo fix --publish --check', () =>
    run(process.execPath, [cli, 'repo', 'fix', '--publish', '--check'], inCopy),
  );
  await steps.need('write type declarations', () =>
    run(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc')],
      inCopy,
    ),
  );
  await steps.need('build the packages', () =>
    run(process.execPath, [cli, 'repo', 'build'], inCopy),
  );
  const packed = await steps.need('pack them', () =>
    packAll({ copy, tarballs: join(home, 'tarballs'), logs }),
  );
  await steps.check('the tarballs hold what they promise', () =>
    checkContents(packed),
  );
  return packed;
}

async function install(steps, { packed, logs, home }) {
  const project = join(home, 'project');
  const tokenFile = join(home, 'token');
  writeFileSync(tokenFile, secret);
  await steps.need('install the tarballs', async () => {
    writeProject({ root, project, tarballs: packed });
    await run('npm', installArguments, { cwd: project, logs });
    if (!borrowSqliteDriver({ root, project })) {
      await run('npm', ['rebuild', 'better-sqlite3'], { cwd: project, logs });
    }
  });
  await steps.check('each of ours is there once, from its tarball', () =>
    checkOrigins({ project, tarballs: packed }),
  );
  const env = {
    ADOPTER_PORT: String(await freePort()),
    ADOPTER_SECRET: secret,
    ADOPTER_TOKEN_FILE: tokenFile,
    ADOPTER_APP: 'app',
    ADOPTER_DATABASE: join(home, 'database'),
  };
  return { project, env, logs, home };
}

async function build(steps, { project, env, logs }) {
  const tool = (path, args, cwd = project) =>
    run(process.execPath, [join(project, 'node_modules', path), ...args], {
      cwd,
      env,
      logs,
    });
  const tsc = 'typescript/bin/tsc';
  const cli = '@backstage/cli/bin/backstage-cli';
  const config = name => ['--config', join(project, name)];
  await steps.check('config:check --strict', () =>
    tool(cli, [
      'config:check',
      '--strict',
      ...config('app-config.yaml'),
      ...config('app-config.sqlite.yaml'),
    ]),
  );
  await steps.check('type-check the apps', () => tool(tsc, []));
  await steps.need('type-check and compile the backend', () =>
    tool(tsc, ['-p', 'packages/backend']),
  );
  await steps.need('build the app of the new frontend system', () =>
    tool(
      cli,
      [
        'package',
        'build',
        ...config('app-config.yaml'),
        ...config('app-config.discovery.yaml'),
      ],
      join(project, 'packages/app'),
    ),
  );
  await steps.need('build the app of the classic frontend system', () =>
    tool(
      cli,
      ['package', 'build', ...config('app-config.yaml')],
      join(project, 'packages/app-classic'),
    ),
  );
}

async function fetchNode22({ home, logs }) {
  const folder = join(home, 'node22');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"private": true}');
  await run(
    'npm',
    ['install', '--prefer-offline', '--no-audit', '--no-fund', 'node@22'],
    { cwd: folder, logs },
  );
  const binary = join(folder, 'node_modules/node/bin/node');
  const version = await run(binary, ['--version'], { cwd: folder, logs });
  if (!version.startsWith('v22.')) throw new Error(`It is ${version}`);
  return binary;
}

async function startWith(steps, { project, env, logs }, options) {
  const { name, node, entry, app, configs, database, optional } = options;
  console.log(`\n${name}`);
  const { looks, withBrowser } = await import('../test/adopter/pages.mjs');
  await withBackend(
    {
      node,
      entry,
      configs: ['app-config.yaml', ...configs],
      project,
      env: { ...env, ADOPTER_APP: app, ADOPTER_DATABASE: database },
      logs,
    },
    async backend => {
      await steps.need('the backend starts', () => backend.ready());
      for (const [what, answer] of Object.entries(
        answers({ secret, optional }),
      )) {
        await steps.check(what, () => answer(backend));
      }
      await withBrowser({ root, artifacts }, async visit => {
        for (const [what, { path, look }] of Object.entries(looks)) {
          await steps.check(what, () =>
            visit(`${app} ${what}`, `${backend.url}${path}`, look),
          );
        }
      });
      await steps.check('the backend stops when it is told to', async () => {
        const status = await backend.stop();
        if (status !== 0) throw new Error(`It ended with ${status}`);
      });
    },
  );
}

try {
  const status = await main(process.argv.slice(2));
  process.exitCode = interrupted() ?? status;
} catch (error) {
  if (!(error instanceof InterruptedError || interrupted()))
    console.error(error);
  process.exitCode = interrupted() ?? 1;
}
