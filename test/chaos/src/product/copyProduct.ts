import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../places';
import { Mutation } from './mutations';

const packages = {
  'preview-environments-backend': 'plugin-preview-environments-backend',
  'preview-environments-common': 'plugin-preview-environments-common',
  'preview-environments-node': 'plugin-preview-environments-node',
};
const backendFolder = 'preview-environments-backend';
const copied = ['src', 'dev', 'migrations', 'package.json', 'config.d.ts'];

/**
 * Copies the product to a folder inside of the checkout, so that what is edited meanwhile does not change under a backend that is
 * restarted, and so that a mutation never touches the original. Answers the folder of the backend.
 */
export async function copyProduct(
  folder: string,
  mutation: Mutation | undefined,
): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  const scope = join(folder, 'node_modules/@previewenv');
  await mkdir(scope, { recursive: true });
  for (const [name, packageName] of Object.entries(packages)) {
    const from = join(root, 'plugins', name);
    const to = join(folder, 'plugins', name);
    for (const part of copied)
      if (existsSync(join(from, part)))
        await cp(join(from, part), join(to, part), { recursive: true });
    if (existsSync(join(from, 'node_modules')))
      await symlink(join(from, 'node_modules'), join(to, 'node_modules'));
    await symlink(to, join(scope, packageName));
  }
  const backend = join(folder, 'plugins', backendFolder);
  if (mutation) await mutate(backend, mutation);
  return backend;
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
