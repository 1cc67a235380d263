// Packs the published packages as a release does, but from a copy: prepack rewrites each package.json until postpack, which an
// interrupted run never reaches.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './command.mjs';

const copied = [
  'plugins',
  'package.json',
  'package-lock.json',
  'backstage.json',
  '.npmrc',
];

/** Copies what is not ignored by git. Below the root, so that packages and tools are found where they are. */
export function copySources({ root, copy }) {
  const { stdout, status, stderr } = spawnSync(
    'git',
    ['ls-files', '-z', '-co', '--exclude-standard', '--', ...copied],
    { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(`git ls-files: ${stderr}`);
  const files = stdout.split('\0').filter(Boolean);
  for (const file of files.filter(path => existsSync(join(root, path)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  linkPackages({ root, copy });
  // What is checked here is what is packed; `npm test` checks the types.
  writeFileSync(
    join(copy, 'tsconfig.json'),
    JSON.stringify({
      extends: '@backstage/cli/config/tsconfig.json',
      include: ['plugins/*/src'],
      exclude: ['node_modules', '**/*.test.*', '**/__testUtils__'],
      compilerOptions: {
        outDir: 'dist-types',
        rootDir: '.',
        jsx: 'react-jsx',
        noCheck: true,
      },
    }),
  );
}

/** Our packages see the copies of each other, and everybody else's where it is. */
function linkPackages({ root, copy }) {
  for (const folder of readdirSync(join(copy, 'plugins'))) {
    const plugin = join(copy, 'plugins', folder);
    const { name } = readJson(join(plugin, 'package.json'));
    const link = join(copy, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(plugin, link, 'junction');
    const nested = join(root, 'plugins', folder, 'node_modules');
    if (existsSync(nested)) {
      symlinkSync(nested, join(plugin, 'node_modules'), 'junction');
    }
  }
}

/** Packs every package of the copy; answers their names, versions, files and tarballs. */
export async function packAll({ copy, tarballs, logs }) {
  rmSync(tarballs, { recursive: true, force: true });
  mkdirSync(tarballs, { recursive: true });
  const packed = [];
  for (const folder of readdirSync(join(copy, 'plugins'))) {
    await run('npm', ['pack', '--pack-destination', tarballs], {
      cwd: join(copy, 'plugins', folder),
      logs,
    });
  }
  for (const filename of readdirSync(tarballs)) {
    packed.push(readTarball(join(tarballs, filename), filename));
  }
  return packed;
}

function readTarball(path, filename) {
  const tar = args => {
    const { stdout, status, stderr } = spawnSync('tar', args, {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status !== 0) throw new Error(`tar ${args.join(' ')}: ${stderr}`);
    return stdout;
  };
  const files = tar(['-tzf', path])
    .trim()
    .split('\n')
    .map(file => file.replace(/^package\//, ''));
  const manifest = JSON.parse(tar(['-xzOf', path, 'package/package.json']));
  return { name: manifest.name, path, filename, files, manifest };
}

/** Fails when a package lacks a file that its package.json points at, or brings its sources or tests along. */
export function checkContents(packed) {
  const problems = packed.flatMap(({ name, files, manifest }) => [
    ...promised(manifest)
      .filter(file => !files.includes(file))
      .map(file => `${name} lacks ${file}`),
    ...files
      .filter(file => /^(src|dev)\/|\.test\.|__testUtils__/.test(file))
      .map(file => `${name} should not have ${file}`),
    ...(manifest.files ?? [])
      .filter(
        entry =>
          !files.some(file => file === entry || file.startsWith(`${entry}/`)),
      )
      .map(entry => `${name} has nothing in ${entry}`),
    ...(files.includes('README.md') ? [] : [`${name} lacks README.md`]),
  ]);
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

function promised({ main, module, types, configSchema, exports = {} }) {
  const targets = Object.values(exports).flatMap(target =>
    typeof target === 'string'
      ? [target]
      : Object.entries(target)
          .filter(([condition]) => condition !== 'backstage')
          .map(([, path]) => path),
  );
  return [main, module, types, configSchema, ...targets]
    .filter(path => typeof path === 'string')
    .map(path => path.replace(/^\.\//, ''));
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
