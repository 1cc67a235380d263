// Doors into the kit's network namespace, which has no way out: files are shared, networks are not. So a port here is
// tied to a Unix socket, and a helper inside ties the socket to an address there.
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

function tie(accepted, target) {
  const other = connect(target);
  accepted.pipe(other).pipe(accepted);
  // a side that closes without an end would leave the other waiting for ever
  for (const [one, another] of [
    [accepted, other],
    [other, accepted],
  ]) {
    one.on('error', () => another.destroy());
    one.on('close', () => another.destroy());
  }
}

function listen(target, address) {
  const server = createServer(accepted => tie(accepted, target));
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(address, () => resolve(server));
  });
}

/** Opens `ports` (port here to `address:port` inside); answers the function that closes them. A taken port throws. */
export async function forwardInto(kit, ports) {
  const directory = mkdtempSync(join(tmpdir(), 'preview-kit-'));
  const socketOf = port => join(directory, port);
  const helper = kit.inside(process.execPath, [
    fileURLToPath(import.meta.url),
    ...Object.entries(ports).map(
      ([port, address]) => `${socketOf(port)}=${address}`,
    ),
  ]);
  const servers = [];
  const close = () => {
    helper.child.kill();
    for (const server of servers) server.close();
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    for (const port of Object.keys(ports)) {
      servers.push(
        await listen(
          { path: socketOf(port) },
          { host: '127.0.0.1', port: Number(port) },
        ),
      );
    }
    return close;
  } catch (error) {
    close();
    throw error;
  }
}

/** The helper's part, as a program: `SOCKET=ADDRESS:PORT` for each door. */
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const door of process.argv.slice(2)) {
    const [socket, address] = door.split('=');
    const [host, port] = address.split(':');
    await listen({ host, port: Number(port) }, { path: socket });
  }
}
