import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kit } from './place';

/** Stops a program of the kit in its tracks; it keeps its connections and answers nothing. Answers how to let it go on. */
export async function freeze(program: string): Promise<() => void> {
  const text = await readFile(join(kit.directory, 'pids', program), 'utf8');
  const pid = Number(text.split(' ')[0]);
  process.kill(pid, 'SIGSTOP');
  return () => void process.kill(pid, 'SIGCONT');
}
