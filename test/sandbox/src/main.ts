/* eslint-disable no-console -- a program of its own, which tells people where it listens */
import { resolve } from 'node:path';
import { portsFrom } from './ports';
import { hostSuffix, startWorld } from './world';

/** The same as in the product's configuration for the sandbox. */
const webhookSecret = 'sandbox-webhook-secret';

async function main(): Promise<void> {
  const stateDirectory = resolve(process.env.SANDBOX_STATE ?? '.sandbox');
  const world = await startWorld({
    ports: portsFrom(process.env.SANDBOX_PORT_BASE),
    stateDirectory,
    webhookSecret,
  });
  const { github, gateway, kubernetes, registry } = world.ports;
  console.log(`The sandbox runs; its state is in ${stateDirectory}
  GitHub          http://localhost:${github}
  gateway         http://shop.${hostSuffix}:${gateway}
  Kubernetes API  http://127.0.0.1:${kubernetes}  (${world.kubeconfigPath})
  registry        http://localhost:${registry}`);
  const stop = (): void => {
    process.removeAllListeners('SIGINT');
    // A second signal while this goes on has nothing to add.
    process.on('SIGINT', () => {});
    world.close().then(
      () => process.exit(0),
      error => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  process.once('SIGHUP', stop);
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
