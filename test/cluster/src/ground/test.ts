import { test as base } from '@playwright/test';
import { backendProgram, clearDatabase } from './backend';
import {
  BackendSettings,
  Component,
  definitionOf,
  webhookSecret,
  writeBackendConfig,
} from './backendConfig';
import { ClusterDoor } from './clusterDoor';
import { githubProgram, PullRequest, putFile } from './github';
import { GitRepository } from './gitRepository';
import { backendKubeconfig, clearPreviews, preparePlatform } from './platform';
import { Program } from './processes';
import { pushImage, registryProgram } from './registry';
import { Setting } from './setting';

export { expect } from '@playwright/test';

export const hostSuffix = 'preview.test';
/** Where the backend reaches the API server, through a door that a test can shut. */
const doorPort = 7443;
/** Short, so that what only the listing finds is found within a test. */
export const listingSeconds = 3;
/** Two sweeps find and confirm what should not be there. */
export const sweepSeconds = 5;

/** Everything around the product that a test may touch. */
export interface Ground {
  backend: Program;
  door: ClusterDoor;
  git: GitRepository;
  /** A new pull request on `web`, with its image built, not yet open. */
  pullRequest(repository?: Component): Promise<PullRequest>;
}

/** Numbers are never used twice in a run: what a failed test left can't be mistaken for another's. */
let lastNumber = 0;

function settingsOf({ chained, gateway, cluster }: Setting) {
  const previewed: readonly Component[] = chained
    ? ['web', 'cart', 'payments']
    : ['web', 'cart'];
  return {
    previewed,
    meshed: chained,
    gateway,
    cluster,
  } satisfies Partial<BackendSettings>;
}

async function startGround(setting: Setting) {
  const settings = settingsOf(setting);
  const git = new GitRepository();
  const github = githubProgram({ webhookSecret });
  const registry = registryProgram();
  const door = new ClusterDoor(doorPort);
  await git.start();
  await preparePlatform();
  await clearPreviews();
  await clearDatabase();
  await Promise.all([github.start(), registry.start(), door.open()]);
  for (const component of settings.previewed) {
    const text = definitionOf(component, {
      repoURL: git.url,
      hostSuffix,
      chained: setting.chained,
    });
    await putFile(component, 'preview.yaml', text);
  }
  const kubeconfig = await backendKubeconfig({ port: doorPort });
  const backend = backendProgram(
    await writeBackendConfig({
      kubeconfig,
      hostSuffix,
      listener: 'preview',
      listingSeconds,
      sweepSeconds,
      ...settings,
    }),
  );
  await backend.start();
  return { git, github, registry, door, backend };
}

/** Tests get the whole ground; it is built once, and again after a failure. */
export const test = base.extend<object, { ground: Ground; setting: Setting }>({
  setting: [{ chained: false }, { scope: 'worker', option: true }],
  ground: [
    async ({ setting }, use) => {
      const { git, github, registry, door, backend } = await startGround(
        setting,
      );
      await use({
        backend,
        door,
        git,
        async pullRequest(repository = 'web') {
          lastNumber += 1;
          const pull = new PullRequest(repository, lastNumber);
          await pushImage(repository, pull.tag);
          return pull;
        },
      });
      await backend.kill();
      await Promise.all([github.kill(), registry.kill(), door.shut()]);
      await git.stop();
    },
    { scope: 'worker', timeout: 420_000 },
  ],
});
