import { rmSync } from 'node:fs';

const folders = new Set<string>();
process.once('exit', () => {
  for (const folder of folders)
    rmSync(folder, { recursive: true, force: true });
});

/** Removes a folder when this process ends, also by a signal that it listens to. */
export function discardAtExit(folder: string): void {
  folders.add(folder);
}
