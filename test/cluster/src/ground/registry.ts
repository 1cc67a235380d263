import { join } from 'node:path';
import { kit, ports, root } from './place';
import { Program } from './processes';

const url = `http://localhost:${ports.registry}`;

/** The sandbox's registry, as a program of its own. */
export function registryProgram(): Program {
  return new Program({
    name: 'registry',
    command: process.execPath,
    args: [
      '--require',
      '@backstage/cli-node/config/nodeTransform.cjs',
      'test/sandbox/src/registry/main.ts',
      String(ports.registry),
    ],
    cwd: root,
    env: { ...process.env, NODE_ENV: 'development' },
    log: join(kit.directory, 'log/registry.log'),
    readyUrl: `${url}/_/images`,
    readyWithin: 60_000,
  });
}

/**
 * Pushes an image, as the build of a commit does at its end. What it is built from makes it differ from all others, and so does which
 * `build` of it this is.
 */
export async function pushImage(
  name: string,
  tag: string,
  build = 1,
): Promise<void> {
  const version = `${name}-${tag}${build > 1 ? `-${build}` : ''}`;
  const response = await fetch(`${url}/_/images/acme/${name}/${tag}`, {
    method: 'PUT',
    body: JSON.stringify({
      labels: { 'org.opencontainers.image.version': version },
    }),
  });
  if (!response.ok) throw new Error(`${name}:${tag}: ${response.status}`);
}

/** The digest of an image that was pushed. */
export async function digestOf(name: string, tag: string): Promise<string> {
  const response = await fetch(`${url}/_/images`);
  const images: { name: string; tags: string[]; digest: string }[] =
    await response.json();
  const image = images.find(
    each => each.name === `acme/${name}` && each.tags.includes(tag),
  );
  if (!image) throw new Error(`${name}:${tag} was not pushed`);
  return image.digest;
}
