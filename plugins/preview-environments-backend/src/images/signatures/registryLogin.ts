import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RegistryAccess } from '../ImageRegistry';

/**
 * Does work in a directory of its own, in which a Docker configuration lets programs pull from that registry and no other. A command line
 * would show the password to everyone on the machine. Nothing is left of it.
 */
export async function withLogin<T>(
  access: RegistryAccess,
  work: (directory: string) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'preview-images-'));
  try {
    await writeFile(
      join(directory, 'config.json'),
      JSON.stringify(dockerConfig(access)),
      { mode: 0o600 },
    );
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

function dockerConfig({ host, user }: RegistryAccess) {
  if (!user) return { auths: {} };
  const auth = Buffer.from(`${user.username}:${user.password}`, 'utf8');
  return { auths: { [keyOf(host)]: { auth: auth.toString('base64') } } };
}

/** Docker Hub goes by an old name there. */
function keyOf(host: string): string {
  return host === 'docker.io' ? 'https://index.docker.io/v1/' : host;
}
