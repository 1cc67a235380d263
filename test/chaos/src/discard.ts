import { rmSync } from 'node:fs';

/** Removes a folder when this process ends, also by a signal that it listens to. */
export function discardAtExit(folder: string): void {
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
}
