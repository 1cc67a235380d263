// Installs the project's dependencies when they are missing or older than the lockfile. Needs nothing but Node and npm.
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const supported = /^v(20\.(19|[2-9]\d)|22|24)\./;

function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}

/** Whether what is installed is what the lockfile says, as far as times tell. */
export function isInstalled(root) {
  const installed = modified(join(root, 'node_modules/.package-lock.json'));
  const wanted = modified(join(root, 'package-lock.json'));
  return installed !== undefined && wanted !== undefined && installed >= wanted;
}

/** Throws an Error with the cure when Node is not one that the project runs on, or npm fails. */
export function ensureInstalled(root) {
  if (!supported.test(process.version)) {
    throw new Error(
      `Node ${process.version} is not supported: install 20.19 or later of 20, 22 or 24.`,
    );
  }
  if (isInstalled(root)) return;
  console.log(
    'Installing the dependencies; the first time takes a few minutes ...',
  );
  const { status, error } = spawnSync(
    'npm',
    ['ci', '--no-audit', '--no-fund'],
    {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    },
  );
  if (error) throw new Error(`npm could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`npm ci ended with ${status}`);
}
