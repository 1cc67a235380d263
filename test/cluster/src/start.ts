import { registryHost } from './ground/baseline';
import { backendProgram } from './ground/backend';
import {
  definitionOf,
  webhookSecret,
  writeBackendConfig,
} from './ground/backendConfig';
import { githubProgram, putFile } from './ground/github';
import { GitRepository } from './ground/gitRepository';
import { backendKubeconfig, preparePlatform } from './ground/platform';
import { registryProgram } from './ground/registry';

/** Chromium and most resolvers send every host below localhost to this machine, where the gateway's port is forwarded. */
const hostSuffix = 'preview.localhost';
const listingSeconds = 30;

/** `npm run start:cluster`: the ground of the tests and the product, inside the kit, until it is told to end. */
async function main(): Promise<void> {
  const git = new GitRepository();
  const github = githubProgram({
    webhookSecret,
    registry: `http://${registryHost}`,
  });
  const registry = registryProgram();
  await git.start();
  await preparePlatform();
  await Promise.all([github.start(), registry.start()]);
  for (const component of ['web', 'cart'] as const) {
    const text = definitionOf(component, { repoURL: git.url, hostSuffix });
    await putFile(component, 'preview.yaml', text);
    // the sandbox's CI builds repositories that have one
    await putFile(component, 'Dockerfile', 'FROM scratch\n');
  }
  const backend = backendProgram(
    await writeBackendConfig({
      kubeconfig: await backendKubeconfig(),
      hostSuffix,
      listener: 'local',
      listingSeconds,
    }),
  );
  const end = async () => {
    await backend.kill();
    await Promise.all([github.kill(), registry.kill(), git.stop()]);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void end());
  }
  await backend.start();
}

main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(1);
});
