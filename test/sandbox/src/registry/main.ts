/* eslint-disable no-console -- a program of its own, which tells people where it listens */
import { startRegistry } from './server';

/** The registry alone: `main.ts [PORT] [HOST]`. */
async function main(): Promise<void> {
  const registry = await startRegistry({
    port: Number(process.argv[2] ?? 7050),
    host: process.argv[3],
  });
  console.log(`registry on port ${registry.port}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void registry.close());
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
