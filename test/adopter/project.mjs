// Makes the adopter's project in a folder outside of the workspace and installs it with the packed plugins.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const fixtures = fileURLToPath(new URL('./project', import.meta.url));
const ownPath = /(^|\/)node_modules\/@previewenv\/[^/]+$/;

/** Writes the project: ours from the tarballs, everything else as our own workspace has it. */
export function writeProject({ root, project, tarballs }) {
  cpSync(fixtures, project, { recursive: true });
  cpSync(join(root, '.npmrc'), join(project, '.npmrc'));
  cpSync(join(root, 'backstage.json'), join(project, 'backstage.json'));
  mkdirSync(join(project, 'tarballs'));
  const ours = Object.fromEntries(
    tarballs.map(({ name, path, filename }) => {
      cpSync(path, join(project, 'tarballs', filename));
      return [name, `file:tarballs/${filename}`];
    }),
  );
  const own = readJson(join(project, 'package.json'));
  const { overrides } = readJson(join(root, 'package.json'));
  writeJson(join(project, 'package.json'), {
    ...own,
    dependencies: { ...own.dependencies, ...ours },
    overrides,
  });
  writeJson(join(project, 'package-lock.json'), startingLock(root, own));
}

/**
 * The versions that our workspace is tested with, so that a release of somebody else does not fail us. npm takes the rest
 * from the registry, and drops what the project does not ask for.
 */
function startingLock(root, { name, version }) {
  const lock = readJson(join(root, 'package-lock.json'));
  const foreign = Object.entries(lock.packages).filter(
    ([path, { link }]) => path.startsWith('node_modules/') && !link,
  );
  return {
    name,
    version,
    lockfileVersion: lock.lockfileVersion,
    requires: true,
    packages: Object.fromEntries(foreign),
  };
}

/** Without install scripts, which take minutes: what the project needs of them is the database driver alone. */
export const installArguments = [
  'install',
  '--prefer-offline',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
];

/** Takes the compiled driver of our own workspace where it is the same; answers whether it could. */
export function borrowSqliteDriver({ root, project }) {
  const compiled = 'build/Release/better_sqlite3.node';
  const [ours, theirs] = [root, project].map(folder =>
    join(folder, 'node_modules/better-sqlite3'),
  );
  const versions = [ours, theirs].map(
    folder => readJson(join(folder, 'package.json')).version,
  );
  if (versions[0] !== versions[1] || !existsSync(join(ours, compiled))) {
    return false;
  }
  mkdirSync(join(theirs, 'build/Release'), { recursive: true });
  cpSync(join(ours, compiled), join(theirs, compiled));
  return true;
}

/** Fails unless each of our packages is there once, from its tarball. */
export function checkOrigins({ project, tarballs }) {
  const lock = readJson(join(project, 'package-lock.json'));
  const installed = Object.entries(lock.packages).filter(([path]) =>
    ownPath.test(path),
  );
  const expected = tarballs.map(({ name }) => `node_modules/${name}`).sort();
  const found = installed.map(([path]) => path).sort();
  if (found.join() !== expected.join()) {
    throw new Error(
      `installed: ${found.join(', ')}\nexpected: ${expected.join(', ')}`,
    );
  }
  for (const [path, { resolved }] of installed) {
    if (!resolved?.startsWith('file:tarballs/')) {
      throw new Error(`${path} came from ${resolved}, not from its tarball`);
    }
  }
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function writeJson(path, value) {
  writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);
}
