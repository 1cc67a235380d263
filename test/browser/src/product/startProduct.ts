import { join } from 'node:path';
import { root } from '../places';
import { addresses, portsFrom } from './addresses';
import { knowsComponents } from './backend';
import { Program } from './Program';

const transform = ['--require', '@backstage/cli-node/config/nodeTransform.cjs'];
const configuration = ['app-config.yaml', 'app-config.sandbox.yaml'].flatMap(
  file => ['--config', join(root, file)],
);

async function answers(url: string): Promise<boolean> {
  return (await fetch(url)).ok;
}

/** Starts the sandbox, the backend and the user interface, and waits until a person could begin. Answers how to end them. */
export async function startProduct(
  base: number,
  stateDirectory: string,
): Promise<() => Promise<void>> {
  const ports = portsFrom(base);
  const env = {
    NODE_ENV: 'development',
    SANDBOX_PORT_BASE: String(base),
    SANDBOX_STATE: stateDirectory,
    UI_PORT: String(ports.ui),
    BACKEND_PORT: String(ports.backend),
    GITHUB_PORT: String(ports.github),
    GATEWAY_PORT: String(ports.gateway),
    REGISTRY_PORT: String(ports.registry),
  };
  const programs: Program[] = [];
  const launch = (name: string, args: string[], cwd: string): Program => {
    const program = new Program({ name, args, cwd: join(root, cwd), env });
    programs.push(program);
    return program;
  };
  const stop = async (): Promise<void> => {
    for (const program of programs.splice(0).reverse()) await program.stop();
  };
  try {
    const sandbox = launch(
      'sandbox',
      [...transform, 'test/sandbox/src/main.ts'],
      '.',
    );
    const { ui, github, backend: backendUrl } = addresses();
    await sandbox.ready(() => answers(github));
    // Without the CLI, whose watcher would start it anew at every edit.
    const backend = launch(
      'backend',
      [...transform, 'dev/index.ts', ...configuration],
      'plugins/preview-environments-backend',
    );
    const userInterface = launch(
      'ui',
      [
        join(root, 'node_modules/@backstage/cli/bin/backstage-cli'),
        'package',
        'start',
        ...configuration,
      ],
      'plugins/preview-environments',
    );
    await Promise.all([
      userInterface.ready(() => answers(ui)),
      backend.ready(() => knowsComponents(backendUrl)),
    ]);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}
