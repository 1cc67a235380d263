import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { kit } from './place';

const execute = promisify(execFile);

/** The registry of the kit: distribution, which gives nothing to anybody without a token. Its accounts are in test/cluster/kit/registry. */
export const kitRegistry = {
  host: 'localhost:5000',
  reader: { username: 'reader', password: 'reads-images' },
} as const;
const builder = { username: 'builder', password: 'builds-images' };

/** The client's own configuration, so that nobody's of this machine is used. */
async function signedIn(directory: string): Promise<NodeJS.ProcessEnv> {
  const { username, password } = builder;
  const auth = Buffer.from(`${username}:${password}`).toString('base64');
  const path = join(directory, 'config.json');
  const auths = { [kitRegistry.host]: { auth } };
  await writeFile(path, JSON.stringify({ auths }), { mode: 0o600 });
  return { ...process.env, DOCKER_CONFIG: directory };
}

/**
 * Pushes an image, as the build of a commit does at its end: one layer with something that no other image has. With platforms it is an index of
 * one image for each. Answers its digest.
 */
export async function pushToKit(
  image: string,
  platforms: string[] = [],
): Promise<string> {
  const directory = join(kit.data, `build-${randomBytes(4).toString('hex')}`);
  await mkdir(directory, { recursive: true });
  try {
    const env = await signedIn(directory);
    const crane = async (...args: string[]) =>
      (await execute('crane', args, { env })).stdout.trim();
    const push = async (tag: string): Promise<string> => {
      await writeFile(join(directory, 'built'), tag + randomBytes(8));
      const layer = join(directory, 'layer.tar');
      await execute('tar', ['-C', directory, '-cf', layer, 'built']);
      await crane('append', '--new_layer', layer, '--new_tag', tag);
      return tag;
    };
    const manifests: string[] = [];
    for (const platform of platforms) {
      const tag = await push(`${image}-${platform.replaceAll('/', '-')}`);
      await crane('mutate', '--set-platform', platform, '--tag', tag, tag);
      manifests.push('--manifest', tag);
    }
    if (manifests.length === 0) await push(image);
    else await crane('index', 'append', ...manifests, '--tag', image);
    return await crane('digest', image);
  } finally {
    await rm(directory, { recursive: true });
  }
}
