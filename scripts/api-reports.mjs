/**
 * Writes the API report of every published package, `report*.api.md`; `--ci` writes nothing and fails on a difference.
 * Backstage's tool would run the compiler by Yarn, so that is done here, unless `--compiled` says that it was done.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiled = '--compiled';
const options = process.argv.slice(2);

// In one go: how an incremental compiler orders the members of a union depends on what it compiled before.
if (!options.includes(compiled)) run('tsc', '--incremental', 'false');
run(
  'backstage-repo-tools',
  'api-reports',
  'plugins/*',
  '--validate-release-tags',
  '--omit-messages',
  // Members are documented where their names do not say it all; the second is a known false alarm of the extractor.
  'ae-undocumented,ae-wrong-input-file-type',
  '--allow-warnings',
  // Its ./testUtils speaks of what its main entry exports, which the extractor takes for forgotten.
  'plugins/preview-environments-node',
  ...options.filter(option => option !== compiled),
);

function run(command, ...args) {
  const { status, error } = spawnSync(
    'npx',
    ['--no-install', command, ...args],
    { cwd: root, stdio: 'inherit' },
  );
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
