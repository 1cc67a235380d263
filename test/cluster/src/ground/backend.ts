import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { kit, ports, root } from './place';
import { Program } from './processes';

const url = `http://127.0.0.1:${ports.backend}`;
/** Transpiling the whole of Backstage takes most of it, and many times as long on a machine that is busy with other things. */
const readyWithin = 240_000;

/**
 * The backend of a real Backstage, without the command line's watcher, as the identity of its configuration: the
 * administrator's kubeconfig of the kit is not passed on.
 */
export function backendProgram(
  configPath: string,
  {
    logLevel = 'debug',
    profileDirectory,
    preload,
  }: {
    logLevel?: string;
    /** Where it leaves a CPU profile when it is stopped. */
    profileDirectory?: string;
    /** A module that is loaded before anything else, and what it needs in its environment. */
    preload?: { path: string; environment: Record<string, string> };
  } = {},
): Program {
  const { KUBECONFIG: _administrator, ...env } = process.env;
  return new Program({
    name: 'backend',
    command: process.execPath,
    args: [
      ...(profileDirectory
        ? ['--cpu-prof', `--cpu-prof-dir=${profileDirectory}`]
        : []),
      '--require',
      '@backstage/cli-node/config/nodeTransform.cjs',
      ...(preload ? ['--require', preload.path] : []),
      'dev/index.ts',
      '--config',
      join(root, 'app-config.yaml'),
      '--config',
      configPath,
    ],
    cwd: join(root, 'plugins/preview-environments-backend'),
    env: {
      ...env,
      ...preload?.environment,
      NODE_ENV: 'development',
      LOG_LEVEL: logLevel,
    },
    log: join(kit.directory, 'log/backend.log'),
    readyUrl: `${url}/.backstage/health/v1/readiness`,
    readyWithin,
  });
}

/** Forgets what the backend remembered; it must not run. */
export async function clearDatabase(): Promise<void> {
  await rm(join(kit.data, 'database'), { recursive: true, force: true });
}
