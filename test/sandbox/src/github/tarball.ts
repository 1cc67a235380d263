import { gzipSync } from 'node:zlib';
import { GitObjects } from './gitObjects';

const blockSize = 512;

function header(name: string, size: number, mode: string): Buffer {
  const block = Buffer.alloc(blockSize);
  // Fields by offset: name, mode, owner, group, size, time, checksum, type, magic, prefix.
  const cut = name.length > 100 ? name.lastIndexOf('/', 155) : -1;
  block.write(cut > 0 ? name.slice(cut + 1) : name, 0, 100);
  block.write(`${mode}\0`, 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write(`${'0'.repeat(11)}\0`, 136);
  block.write(' '.repeat(8), 148);
  block.write('0', 156);
  block.write('ustar\0' + '00', 257);
  if (cut > 0) block.write(name.slice(0, cut), 345, 155);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** A commit's files as a gzipped tar archive below one folder, as GitHub packs them. */
export function tarball(
  objects: GitObjects,
  commit: string,
  root: string,
): Buffer {
  const parts = Object.entries(objects.treeOf(commit)).flatMap(
    ([path, { sha, mode }]) => {
      const content = objects.blob(sha) ?? Buffer.alloc(0);
      const padding = Buffer.alloc(
        (blockSize - (content.length % blockSize)) % blockSize,
      );
      return [
        header(
          `${root}/${path}`,
          content.length,
          mode === '100755' ? '0000755' : '0000644',
        ),
        content,
        padding,
      ];
    },
  );
  return gzipSync(Buffer.concat([...parts, Buffer.alloc(2 * blockSize)]));
}
