// npm test: everything that needs no cluster. Installs what is missing first.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled } from './lib/install.mjs';
import { withPostgres, connectionStringVariable } from './lib/postgres.mjs';
import { interrupted, launch } from './lib/processes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const artifacts = join(root, 'artifacts/test');
const cli = join(root, 'node_modules/@backstage/cli/bin/backstage-cli');
const jestResults = join(artifacts, 'jest.json');
const browserResults = join(artifacts, 'browser.json');
const snippetResults = join(artifacts, 'snippets.json');

/** Runs one step, says how long it took, and answers whether it succeeded. */
async function step(name, args, env = {}) {
  if (interrupted()) return false;
  console.log(`\n== ${name}`);
  const begin = performance.now();
  const status = await launch(process.execPath, args, { cwd: root, env }).ended;
  const seconds = ((performance.now() - begin) / 1000).toFixed(1);
  console.log(
    `== ${name}: ${status === 0 ? 'ok' : `failed (${status})`}, ${seconds} s`,
  );
  return status === 0;
}

function read(path, count) {
  try {
    return count(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    // A runner that wrote no results has failed, and its step says so.
    return { passed: 0, failed: 0 };
  }
}

async function main() {
  ensureInstalled(root);
  rmSync(artifacts, { recursive: true, force: true });
  mkdirSync(artifacts, { recursive: true });
  const checks = [
    await step('generated files', ['scripts/generate.mjs', '--check']),
    await step('format', [
      'node_modules/prettier/bin-prettier.js',
      '--check',
      '--loglevel=warn',
      '.',
    ]),
    await step('types', [
      'node_modules/typescript/bin/tsc',
      // The API reports are made of what is compiled here; see there.
      ...['--incremental', 'false'],
    ]),
    await step('API reports', [
      'scripts/api-reports.mjs',
      '--ci',
      '--compiled',
    ]),
    await step('lint', [cli, 'repo', 'lint', '--max-warnings', '0']),
  ];
  const snippets = await step("the documentation's programs", [
    'scripts/snippets.mjs',
    '--offline',
    '--results',
    snippetResults,
  ]);
  const unit = await withPostgres(connectionString =>
    step(
      'unit and integration tests',
      [
        ...[cli, 'repo', 'test', '--json', `--outputFile=${jestResults}`],
        // No test is about speed: on a machine that does other things, too, 5 s go by while a module is loaded.
        '--testTimeout=30000',
      ],
      {
        CI: '1',
        BACKSTAGE_TEST_DISABLE_DOCKER: '1',
        NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
        [connectionStringVariable]: connectionString,
      },
    ),
  );
  const browser = await step(
    'browser tests',
    [
      'node_modules/@playwright/test/cli.js',
      'test',
      '--config=test/browser/playwright.config.ts',
    ],
    { PLAYWRIGHT_JSON_OUTPUT_NAME: browserResults },
  );
  const counts = [
    {
      passed: checks.filter(Boolean).length,
      failed: checks.filter(ok => !ok).length,
    },
    read(snippetResults, results => ({
      passed: results.filter(({ outcome }) => outcome === 'passed').length,
      failed: results.filter(({ outcome }) => outcome === 'failed').length,
    })),
    read(
      jestResults,
      ({ numPassedTests, numFailedTests, numRuntimeErrorTestSuites }) => ({
        passed: numPassedTests,
        failed: numFailedTests + numRuntimeErrorTestSuites,
      }),
    ),
    read(browserResults, ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
    })),
  ];
  // A runner can fail without a failed test, by a file that does not load or a server that does not start.
  const silent = [snippets, unit, browser].filter(
    (ok, index) => !ok && counts[index + 1].failed === 0,
  ).length;
  const sum = key => counts.reduce((total, count) => total + count[key], 0);
  const failed = sum('failed') + silent;
  console.log(`\n${sum('passed')} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

try {
  const status = await main();
  process.exitCode = interrupted() ?? status;
} catch (error) {
  console.error(error.message);
  process.exitCode = interrupted() ?? 1;
}
