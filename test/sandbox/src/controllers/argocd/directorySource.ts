import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SourceReader, SourceTree } from './source';

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter(({ name }) => name !== '.git')
    .flatMap(entry => {
      const path = join(directory, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

/** `file:///path` read as it is now, whatever the revision; the state of its files is its commit. */
export class DirectorySource implements SourceReader {
  open(repoURL: string): SourceTree {
    const root = fileURLToPath(repoURL);
    if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) {
      throw new Error(`failed to list refs: repository not found: ${repoURL}`);
    }
    const files = new Map(
      filesBelow(root).map(path => [
        relative(root, path),
        readFileSync(path, 'utf8'),
      ]),
    );
    return {
      revision: createHash('sha1')
        .update(JSON.stringify([...files]))
        .digest('hex'),
      read: path => files.get(path),
      list: folder =>
        [...files.keys()].filter(path => path.startsWith(`${folder}/`)),
    };
  }
}
