import { spawn } from 'node:child_process';

const running = new Set();
let interruption;

/** Thrown when the person or the machine asked us to stop while a program ran. */
export class InterruptedError extends Error {
  name = 'InterruptedError';
}

for (const [signal, exitCode] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  // Children in the terminal's process group get a Ctrl-C themselves; a SIGTERM to us alone would never reach them.
  process.on(signal, () => {
    interruption = exitCode;
    for (const child of running) child.kill(signal);
  });
}

/** The exit status that stands for the signal that we got; undefined as long as nobody interrupted us. */
export function interrupted() {
  return interruption;
}

function finished(child) {
  running.add(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? signal));
  }).finally(() => running.delete(child));
}

/** Starts a program that shows its output here. `ended` resolves with its exit status, or the signal that ended it. */
export function launch(command, args = [], { env = {}, ...options } = {}) {
  const child = spawn(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    ...options,
  });
  return { child, ended: finished(child) };
}

/** Runs a program to its end and fails unless it succeeds. With `anyway` also after an interruption, for cleaning up. */
export async function run(command, args, { anyway = false, ...options } = {}) {
  if (!anyway && interruption) throw new InterruptedError('Interrupted.');
  const status = await launch(command, args, options).ended;
  if (!anyway && interruption) throw new InterruptedError('Interrupted.');
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
  }
}

/** What a program prints. Undefined when it fails or is not there. */
export async function outputOf(command, args = [], { env = {} } = {}) {
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...env },
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', chunk => {
    text += chunk;
  });
  const status = await finished(child).catch(() => 'not found');
  return status === 0 ? text : undefined;
}
