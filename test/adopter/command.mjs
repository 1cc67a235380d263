import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { launch } from '../../scripts/lib/processes.mjs';

const tailLines = 40;
let count = 0;

/** Starts a program whose output goes to a file of `logs`; `output` reads what it has printed until now. */
export function start(command, args, { logs, ...options }) {
  count += 1;
  const path = join(logs, `${count}.log`);
  const file = openSync(path, 'w');
  const program = launch(command, args, {
    stdio: ['ignore', file, file],
    ...options,
  });
  closeSync(file);
  return { ...program, output: () => readFileSync(path, 'utf8') };
}

/** Runs a program to its end and answers what it printed. Fails with the end of that unless it succeeds. */
export async function run(command, args, options) {
  const { ended, output } = start(command, args, options);
  const status = await ended;
  if (status !== 0) {
    throw new Error(
      `${command} ${args.join(' ')} ended with ${status}\n${tail(output())}`,
    );
  }
  return output();
}

/** The end of a text, for people: no endless lines. */
export function tail(text) {
  return text
    .trimEnd()
    .split('\n')
    .slice(-tailLines)
    .map(line => line.slice(0, 300))
    .join('\n');
}
