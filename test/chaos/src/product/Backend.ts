import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { root } from '../places';

/** Milliseconds that a start may take, on a busy machine. */
const readyWithin = 180_000;
const pollMilliseconds = 200;
/** Characters of a log that a failure shows. */
const shownCharacters = 4_000;

const mostStarts = 3;
/** What Backstage says then; it goes on without ever being ready. */
const gaveUp = 'Backend startup failed';

const clockPreload = join(root, 'test/chaos/src/product/clock.mjs');

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export interface BackendOptions {
  name: string;
  port: number;
  /** Of the backend's package. */
  folder: string;
  configuration: string;
  /** For its log and its clock. */
  data: string;
}

/** One real backend process, without the command line's watcher. */
export class Backend {
  readonly name: string;
  readonly port: number;
  readonly log: string;
  readonly #options: BackendOptions;
  readonly #clock: string;
  #child: ChildProcess | undefined;
  #stopped = false;

  constructor(options: BackendOptions) {
    this.name = options.name;
    this.port = options.port;
    this.#options = options;
    this.log = join(options.data, `${options.name}.log`);
    this.#clock = join(options.data, `${options.name}.clock`);
  }

  get running(): boolean {
    const child = this.#child;
    return Boolean(child && child.exitCode === null && !child.signalCode);
  }

  /** Whether a load balancer would send it requests. */
  get reachable(): boolean {
    return this.running && !this.#stopped;
  }

  /** Starts it until it is ready, as whoever runs it would: Backstage gives up when its database is cut while it starts. */
  async start(): Promise<void> {
    for (let tries = 1; ; tries++) {
      const { size } = await stat(this.log).catch(
        // It has never run.
        () => ({ size: 0 }),
      );
      await this.#launch();
      const problem = await this.#awaitReady(size);
      if (!problem) return;
      if (tries === mostStarts) throw new Error(problem);
      await this.kill();
    }
  }

  async #launch(): Promise<void> {
    await rm(this.#clock, { force: true });
    const output = openSync(this.log, 'a');
    const { folder, configuration, port } = this.#options;
    const child = spawn(
      process.execPath,
      [
        ...['--require', '@backstage/cli-node/config/nodeTransform.cjs'],
        ...['--import', pathToFileURL(clockPreload).href],
        'dev/index.ts',
        ...['--config', join(root, 'app-config.yaml')],
        ...['--config', configuration],
      ],
      {
        cwd: folder,
        stdio: ['ignore', output, output],
        env: {
          ...process.env,
          NODE_ENV: 'development',
          BACKEND_PORT: String(port),
          CHAOS_CLOCK_FILE: this.#clock,
        },
      },
    );
    closeSync(output);
    this.#child = child;
    running.add(child);
    child.once('exit', () => running.delete(child));
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#child;
    if (!child || !this.running) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  /** SIGSTOP: it stands still, as a machine that is suspended. */
  stop(): void {
    this.#stopped = true;
    this.#child?.kill('SIGSTOP');
  }

  continue(): void {
    this.#stopped = false;
    this.#child?.kill('SIGCONT');
  }

  /** Sets its wall clock so far from the true one; waits until it has. */
  async shiftClock(milliseconds: number): Promise<boolean> {
    await writeFile(this.#clock, String(milliseconds));
    for (let tries = 0; tries < 50; tries++) {
      const seen = await readFile(`${this.#clock}.seen`, 'utf8').catch(
        // It has not noticed yet.
        () => undefined,
      );
      if (seen === String(milliseconds)) return true;
      if (!this.reachable) return false;
      await pause(pollMilliseconds);
    }
    return false;
  }

  /** Answers what the log says since `from` when it will not become ready. */
  async #awaitReady(from: number): Promise<string | undefined> {
    const url = `http://127.0.0.1:${this.port}/.backstage/health/v1/readiness`;
    const deadline = performance.now() + readyWithin;
    while (this.running && performance.now() < deadline) {
      // It does not listen yet: asked again.
      const answer = await fetch(url).catch(() => undefined);
      await answer?.arrayBuffer();
      if (answer?.ok) return undefined;
      if (answer && (await this.#said(from)).includes(gaveUp)) break;
      await pause(pollMilliseconds);
    }
    const text = await this.#said(from);
    return `${this.name} did not start:\n${text.slice(-shownCharacters)}`;
  }

  async #said(from: number): Promise<string> {
    return (await readFile(this.log)).subarray(from).toString();
  }
}
