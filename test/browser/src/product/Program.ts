import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { artifacts } from '../places';

export interface ProgramOptions {
  /** Its log is named so. */
  name: string;
  /** For Node. */
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
}

const pollMilliseconds = 200;
const readyWithin = 240_000;
const endWithin = 10_000;
/** How much of a log a failure shows. */
const shownCharacters = 4_000;

/** A part of the product, in a process of its own. */
export class Program {
  readonly #name: string;
  readonly #log: string;
  readonly #child: ChildProcess;

  constructor({ name, args, cwd, env }: ProgramOptions) {
    const logs = join(artifacts, 'logs');
    mkdirSync(logs, { recursive: true });
    this.#name = name;
    this.#log = join(logs, `${name}.log`);
    const output = openSync(this.#log, 'w');
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    // A run that is interrupted leaves nothing behind.
    process.once('exit', () => child.kill('SIGKILL'));
    this.#child = child;
  }

  /** Waits until `look` answers true. Throws with the end of the program's log when it ends first or takes too long. */
  async ready(look: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + readyWithin;
    while (this.#running && performance.now() < deadline) {
      // It does not listen yet: asked again.
      if (await look().catch(() => false)) return;
      await pause(pollMilliseconds);
    }
    const what = this.#running ? 'is not ready' : 'has ended';
    const end = readFileSync(this.#log, 'utf8').slice(-shownCharacters);
    throw new Error(`${this.#name} ${what}. The end of ${this.#log}:\n${end}`);
  }

  async stop(): Promise<void> {
    if (!this.#running) return;
    const ended = once(this.#child, 'exit');
    const impatient = setTimeout(() => this.#child.kill('SIGKILL'), endWithin);
    this.#child.kill();
    await ended;
    clearTimeout(impatient);
  }

  get #running(): boolean {
    const { exitCode, signalCode } = this.#child;
    return exitCode === null && signalCode === null;
  }
}
