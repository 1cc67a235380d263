/* eslint-disable no-console -- a program of its own, which tells people where it listens */
import { parseArgs } from 'node:util';
import { pushOverHttp } from '../ci';
import { startGitHub } from './server';

const usage = `Usage: main.ts [--port N] [--host ADDRESS] [--public-url URL] [--state DIRECTORY]
       [--webhook URL --secret TEXT] [--registry URL --build-delay MILLISECONDS]`;

/** The code host alone, as a real cluster's tests use it. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '7008' },
      host: { type: 'string' },
      'public-url': { type: 'string' },
      state: { type: 'string' },
      webhook: { type: 'string' },
      secret: { type: 'string' },
      registry: { type: 'string' },
      'build-delay': { type: 'string', default: '2000' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const github = await startGitHub({
    port: Number(values.port),
    host: values.host,
    publicUrl: values['public-url'],
    stateDirectory: values.state,
    webhook: values.webhook
      ? { url: values.webhook, secret: values.secret }
      : undefined,
    ci: values.registry
      ? {
          push: pushOverHttp(values.registry),
          delay: Number(values['build-delay']),
        }
      : undefined,
  });
  console.log(`GitHub on ${github.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void github.close());
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
