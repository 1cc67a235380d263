import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from '../places';
import { Mutation } from './mutations';

const run = promisify(execFile);

const packages = {
  'preview-environments-backend': 'plugin-preview-environments-backend',
  'preview-environments-common': 'plugin-preview-environments-common',
  'preview-environments-node': 'plugin-preview-environments-node',
};
const backendFolder = 'preview-environments-backend';
const copied = ['src', 'dev', 'migrations', 'package.json', 'config.d.ts'];

/** What is copied, and how it is changed. */
export interface ProductSource {
  /** A commit; as it lies in the checkout when undefined. */
  commit: string | undefined;
  mutation: Mutation | undefined;
}

/**
 * Copies the product to a folder inside of the checkout, so that what is edited meanwhile does not change under a backend that is
 * restarted, and so that a mutation never touches the original. Answers the folder of the backend.
 */
export async function copyProduct(
  folder: string,
  { commit, mutation }: ProductSource,
): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  const scope = join(folder, 'node_modules/@previewenv');
  await mkdir(scope, { recursive: true });
  if (commit) await extract(commit, folder);
  else await copyFiles(folder);
  for (const [name, packageName] of Object.entries(packages)) {
    const modules = join(root, 'plugins', name, 'node_modules');
    const to = join(folder, 'plugins', name);
    if (existsSync(modules)) await symlink(modules, join(to, 'node_modules'));
    await symlink(to, join(scope, packageName));
  }
  const backend = join(folder, 'plugins', backendFolder);
  if (mutation) await mutate(backend, mutation);
  return backend;
}

async function copyFiles(folder: string): Promise<void> {
  for (const name of Object.keys(packages))
    for (const part of copied) {
      const from = join(root, 'plugins', name, part);
      if (!existsSync(from)) continue;
      await cp(from, join(folder, 'plugins', name, part), { recursive: true });
    }
}

async function extract(commit: string, folder: string): Promise<void> {
  const paths = Object.keys(packages).map(name => `plugins/${name}`);
  const archive = join(folder, 'product.tar');
  await run('git', ['archive', '-o', archive, commit, ...paths], { cwd: root });
  await run('tar', ['-xf', archive, '-C', folder]);
  await rm(archive);
}

/** Every replacement has to fit exactly once: a mutation that changes nothing would prove nothing. */
async function mutate(backend: string, mutation: Mutation): Promise<void> {
  for (const { file, from, to } of mutation.replacements) {
    const path = join(backend, file);
    const text = await readFile(path, 'utf8');
    const found = text.split(from).length - 1;
    if (found !== 1)
      throw new Error(
        `${mutation.name}: ${file} has the text to replace ${found} times; adapt test/chaos/src/product/mutations.ts`,
      );
    await writeFile(
      path,
      text.replace(from, () => to),
    );
  }
}
