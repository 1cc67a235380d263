import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { interrupted, InterruptedError } from '../../scripts/lib/processes.mjs';
import { start, tail } from './command.mjs';

const startSeconds = 120;
const stopSeconds = 30;

/** Runs `use` with a backend of the adopter's project, and ends it whatever happened. */
export async function withBackend(options, use) {
  const { node, entry, configs, project, env, logs } = options;
  const program = start(
    node,
    [entry, ...configs.flatMap(config => ['--config', config])],
    { cwd: project, env: { ...env, NODE_ENV: 'production' }, logs },
  );
  const backend = new Backend(program, `http://localhost:${env.ADOPTER_PORT}`);
  try {
    await use(backend);
  } finally {
    await backend.kill();
  }
}

class Backend {
  #program;
  #status;
  #token;

  constructor(program, url) {
    this.#program = program;
    this.url = url;
    program.ended.then(status => {
      this.#status = status;
    });
  }

  get output() {
    return this.#program.output();
  }

  /** Until every plugin has started. */
  async ready() {
    const deadline = performance.now() + startSeconds * 1000;
    while (performance.now() < deadline) {
      if (interrupted()) throw new InterruptedError('Interrupted.');
      if (this.#status !== undefined) {
        throw new Error(
          `The backend ended with ${this.#status}\n${tail(this.output)}`,
        );
      }
      const answer = await fetch(
        `${this.url}/.backstage/health/v1/readiness`,
      ).catch(() => undefined);
      if (answer?.ok) return;
      await pause(200);
    }
    throw new Error(
      `The backend was not ready within ${startSeconds} s\n${tail(
        this.output,
      )}`,
    );
  }

  /** Asks as the guest. */
  async get(path) {
    this.#token ??= await this.#guestToken();
    return fetch(`${this.url}${path}`, {
      headers: { authorization: `Bearer ${this.#token}` },
    });
  }

  /** Answers the exit status after a polite request to end. */
  async stop() {
    this.#program.child.kill('SIGTERM');
    const late = pause(stopSeconds * 1000, undefined, { ref: false });
    await Promise.race([this.#program.ended, late]);
    if (this.#status === undefined) {
      throw new Error(
        `The backend still ran ${stopSeconds} s after SIGTERM\n${tail(
          this.output,
        )}`,
      );
    }
    return this.#status;
  }

  async kill() {
    if (this.#status !== undefined) return;
    this.#program.child.kill('SIGKILL');
    await this.#program.ended;
  }

  async #guestToken() {
    const answer = await fetch(`${this.url}/api/auth/guest/refresh`, {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    const { backstageIdentity } = await answer.json();
    return backstageIdentity.token;
  }
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
