import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { parseAllDocuments, stringify } from 'yaml';
import { baselineNamespace, baselineObjects } from './baseline';
import { gitRepositories } from './gitRepository';
import { apply, ClusterObject, kubectl, list, remove } from './kubernetes';
import { argoNamespace, backendUser, kit, root } from './place';

const deploy = join(root, 'plugins/preview-environments-backend/deploy');
export const manifestFiles = [
  'rbac.yaml',
  'admission.yaml',
  'appproject.yaml',
  'baseline.yaml',
  'traefik.yaml',
];
const tokenLife = '12h';

/** The shipped manifests, as they are. */
export async function shippedManifests(): Promise<ClusterObject[]> {
  const texts = await Promise.all(
    manifestFiles.map(file => readFile(join(deploy, file), 'utf8')),
  );
  return texts
    .flatMap(text => parseAllDocuments(text))
    .map(document => document.toJS());
}

/** The one value that an adopter has to change: where the charts are. */
function withSources(object: ClusterObject) {
  if (object.kind !== 'AppProject') return object;
  const { spec } = object as ClusterObject & { spec: object };
  return { ...object, spec: { ...spec, sourceRepos: gitRepositories } };
}

/** Does what an administrator does before previews can be made: the manifests, and the baseline. */
export async function preparePlatform(): Promise<void> {
  const manifests = await shippedManifests();
  for (const object of manifests) {
    await apply(withSources(object));
  }
  await apply(...baselineObjects());
  await kubectl([
    '-n',
    baselineNamespace,
    'wait',
    'deployment',
    '--all',
    '--for=condition=Available',
    '--timeout=60s',
  ]);
  await fenceHolds();
}

/** The API server takes a new policy up a moment after it was made; until then the backend could do what it must not. */
async function fenceHolds(): Promise<void> {
  const trespass = ['create', 'namespace', 'beyond-the-fence'];
  await expect(async () => {
    const trying = kubectl([
      ...trespass,
      '--dry-run=server',
      `--as=${backendUser}`,
    ]);
    await expect(trying).rejects.toThrow(/ValidatingAdmissionPolicy/);
  }).toPass({ timeout: 30_000 });
}

/**
 * A kubeconfig of the backend's own identity, by a token request, towards the API server or whoever passes on to it at
 * `port`. Answers its path.
 */
export async function backendKubeconfig(
  options: { port?: number } = {},
): Promise<string> {
  const token = await kubectl([
    '-n',
    'preview-environments',
    'create',
    'token',
    'backend',
    `--duration=${tokenLife}`,
  ]);
  const admin: { clusters: { name: string; cluster: object }[] } = JSON.parse(
    await kubectl(['config', 'view', '--raw', '-o', 'json']),
  );
  const path = join(kit.data, 'backend.kubeconfig');
  await mkdir(kit.data, { recursive: true });
  await writeFile(
    path,
    stringify({
      ...admin,
      clusters: admin.clusters.map(({ name, cluster }) => ({
        name,
        cluster: {
          ...cluster,
          ...(options.port && { server: `https://127.0.0.1:${options.port}` }),
        },
      })),
      users: [{ name: 'backend', user: { token: token.trim() } }],
      contexts: [{ name: 'kit', context: { cluster: 'kit', user: 'backend' } }],
      'current-context': 'kit',
    }),
    { mode: 0o600 },
  );
  return path;
}

/** Removes what an earlier run left: Applications first, for they know what they made. */
export async function clearPreviews(): Promise<void> {
  for (const { metadata } of await list('applications', {
    namespace: argoNamespace,
  })) {
    await remove('applications', metadata.name, { namespace: argoNamespace });
  }
  const namespaces = await list('namespaces');
  const left = namespaces
    .map(({ metadata }) => metadata.name)
    .filter(name => name.startsWith('pv-'));
  await Promise.all(left.map(name => remove('namespaces', name)));
}
