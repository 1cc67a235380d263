import { execFile, ExecFileException } from 'node:child_process';

/** How a program ended. */
export type ProgramResult =
  | { kind: 'ended'; code: number; output: string }
  /** There is no such program, or it can't be run. */
  | { kind: 'absent' }
  | { kind: 'too-late' };

export interface ProgramOptions {
  directory: string;
  environment: NodeJS.ProcessEnv;
  timeoutMilliseconds: number;
}

/** Runs a program with arguments, by no shell, and reads what it writes to its standard output. */
export type RunProgram = (
  command: string,
  args: string[],
  options: ProgramOptions,
) => Promise<ProgramResult>;

const mostBytes = 8 * 1024 * 1024;

/** What the system says of a program that is not there, or that is none. */
const absent = ['ENOENT', 'EACCES', 'ENOTDIR'];

/** What a program ends with by convention when a signal has ended it. */
const killed = 128;

export const runProgram: RunProgram = (command, args, options) =>
  new Promise(resolve => {
    execFile(
      command,
      args,
      {
        cwd: options.directory,
        env: options.environment,
        timeout: options.timeoutMilliseconds,
        killSignal: 'SIGKILL',
        maxBuffer: mostBytes,
        windowsHide: true,
      },
      (error, output) => resolve(error ? failureOf(error) : ended(0, output)),
    );
  });

function failureOf(error: ExecFileException): ProgramResult {
  if (typeof error.code === 'number') return ended(error.code, '');
  if (absent.includes(error.code ?? '')) return { kind: 'absent' };
  // Whoever writes too much is killed too, with a code of its own.
  return error.killed && !error.code ? { kind: 'too-late' } : ended(killed, '');
}

function ended(code: number, output: string): ProgramResult {
  return { kind: 'ended', code, output };
}
