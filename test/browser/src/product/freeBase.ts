import { createServer } from 'node:net';
import { portsFrom } from './addresses';

/** Below the ports that systems give to outgoing connections, which come and go. */
const range = { first: 15_000, last: 31_000 };
const attempts = 50;

/** A `SANDBOX_PORT_BASE` none of whose ports is taken. */
export async function findFreeBase(random = Math.random): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const base = Math.floor(
      range.first + random() * (range.last - range.first),
    );
    const free = await Promise.all(Object.values(portsFrom(base)).map(isFree));
    if (free.every(Boolean)) return base;
  }
  throw new Error(`No free ports between ${range.first} and ${range.last}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise(settle => {
    const server = createServer();
    server.once('error', () => settle(false));
    server.listen(port, '127.0.0.1', () => server.close(() => settle(true)));
  });
}
