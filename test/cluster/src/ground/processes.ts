import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface ProgramOptions {
  name: string;
  command: string;
  args: string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Where its output goes; later starts add to it. */
  log: string;
  /** Asked until it answers 2xx. */
  readyUrl: string;
  /** Milliseconds. */
  readyWithin: number;
}

const pollMilliseconds = 100;
/** How much of a log a failure shows. */
const shownCharacters = 4_000;

/** A ground that fails half way, or a test that is interrupted, leaves nothing behind. */
const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A program that listens, started and ended as often as a test likes. */
export class Program {
  readonly #options: ProgramOptions;
  #child: ChildProcess | undefined;

  constructor(options: ProgramOptions) {
    this.#options = options;
  }

  get running(): boolean {
    const child = this.#child;
    return Boolean(child && child.exitCode === null && !child.signalCode);
  }

  /** Of the running process. Throws when there is none. */
  get pid(): number {
    const pid = this.running ? this.#child?.pid : undefined;
    if (!pid) throw new Error(`${this.#options.name} is not running`);
    return pid;
  }

  /** Starts the program and waits until it answers. Does nothing while it runs. */
  async start(): Promise<void> {
    if (this.running) return;
    this.launch();
    await this.ready();
  }

  /** Starts the program without waiting. */
  launch(): void {
    const { command, args, cwd, env, log } = this.#options;
    mkdirSync(dirname(log), { recursive: true });
    const output = openSync(log, 'a');
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    this.#child = child;
    running.add(child);
    child.once('exit', () => running.delete(child));
  }

  /** Waits until the program answers. Throws with the end of its log when it ends first or takes too long. */
  async ready(): Promise<void> {
    const { name, readyUrl, readyWithin } = this.#options;
    const deadline = performance.now() + readyWithin;
    while (this.running && performance.now() < deadline) {
      // it does not listen yet: asked again
      const answer = await fetch(readyUrl).catch(() => undefined);
      if (answer?.ok) return;
      await pause(pollMilliseconds);
    }
    throw new Error(
      `${name} did not answer at ${readyUrl}:\n${await this.#logEnd()}`,
    );
  }

  /** Sends a signal and waits for the end. */
  async kill(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child || !this.running) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  async #logEnd(): Promise<string> {
    const text = await readFile(this.#options.log, 'utf8');
    return text.slice(-shownCharacters);
  }
}
