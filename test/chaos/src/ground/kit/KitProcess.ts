import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Restartable } from '../Ground';

const pollMilliseconds = 100;
/** Milliseconds until a program of the kit answers again. */
const readyWithin = 90_000;

/** How a program was started. */
interface Start {
  command: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
}

/** A program of the kit, by the file in which the kit keeps its number. It is started again as the kit has started it. */
export class KitProcess implements Restartable {
  readonly #name: string;
  readonly #directory: string;
  readonly #isReady: () => Promise<boolean>;
  #start: Start | undefined;
  /** Fulfilled when nobody has it closed any more. */
  #free: Promise<void> = Promise.resolve();
  #release: () => void = () => {};

  constructor(options: {
    name: string;
    /** Of the kit that is up. */
    directory: string;
    isReady: () => Promise<boolean>;
  }) {
    this.#name = options.name;
    this.#directory = options.directory;
    this.#isReady = options.isReady;
  }

  /** SIGSTOP: it stands still. */
  async stop(): Promise<void> {
    process.kill(await this.#pid(), 'SIGSTOP');
  }

  async continue(): Promise<void> {
    process.kill(await this.#pid(), 'SIGCONT');
  }

  /** SIGKILL; waits until it is gone. Whoever closes it while it is closed waits until it was opened again. */
  async close(): Promise<void> {
    const free = this.#free;
    let release = () => {};
    this.#free = new Promise(resolve => {
      release = resolve;
    });
    await free;
    this.#release = release;
    const pid = await this.#pid();
    this.#start = await howStarted(pid);
    const started = await startedAt(pid);
    process.kill(pid, 'SIGKILL');
    while ((await startedAt(pid)) === started) await pause(pollMilliseconds);
  }

  /** Starts what was killed, and waits until it is ready. */
  async open(): Promise<void> {
    try {
      await this.#startAgain();
    } finally {
      this.#release();
    }
  }

  async #startAgain(): Promise<void> {
    if (!this.#start) throw new Error(`${this.#name} was not killed`);
    const { command, args, cwd, env } = this.#start;
    const output = openSync(
      join(this.#directory, `log/${this.#name}.log`),
      'a',
    );
    const child = spawn(command, args, {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    // The kit ends it, by its number.
    child.unref();
    if (!child.pid) throw new Error(`${this.#name} did not start`);
    await writeFile(
      this.#pidFile,
      `${child.pid} ${await startedAt(child.pid)}\n`,
    );
    const deadline = performance.now() + readyWithin;
    while (!(await this.#isReady())) {
      if (performance.now() > deadline)
        throw new Error(`${this.#name} is not ready`);
      await pause(pollMilliseconds);
    }
  }

  get #pidFile(): string {
    return join(this.#directory, 'pids', this.#name);
  }

  async #pid(): Promise<number> {
    const [pid] = (await readFile(this.#pidFile, 'utf8')).split(' ');
    return Number(pid);
  }
}

async function howStarted(pid: number): Promise<Start> {
  const entries = async (name: string): Promise<string[]> =>
    (await readFile(`/proc/${pid}/${name}`, 'utf8')).split('\0').slice(0, -1);
  const [, ...args] = await entries('cmdline');
  const variables = (await entries('environ')).map(entry => {
    const end = entry.indexOf('=');
    return [entry.slice(0, end), entry.slice(end + 1)];
  });
  return {
    command: await readlink(`/proc/${pid}/exe`),
    args,
    cwd: await readlink(`/proc/${pid}/cwd`),
    env: Object.fromEntries(variables),
  };
}

/** In clock ticks; undefined when it is gone. With the number it is unique, as the kit writes it down. */
async function startedAt(pid: number): Promise<string | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(
    // It is gone.
    () => undefined,
  );
  const [state, ...fields] =
    text?.slice(text.lastIndexOf(') ') + 2).split(' ') ?? [];
  const indexAfterState = 18;
  return state === 'Z' ? undefined : fields[indexAfterState];
}
