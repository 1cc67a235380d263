import { readdir, readFile } from 'node:fs/promises';
import { cpuOf } from '../cost';

/** CPU milliseconds that each process has taken so far, by its id, with its command line. */
export type Programs = Map<
  number,
  { command: string; cpuMilliseconds: number }
>;

/** Reads /proc; processes that end meanwhile are left out. */
export async function programs(): Promise<Programs> {
  const result: Programs = new Map();
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const command = await readFile(`/proc/${entry}/cmdline`, 'utf8');
      result.set(Number(entry), {
        command: command.split('\0').join(' ').trim(),
        cpuMilliseconds: await cpuOf(Number(entry)),
      });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'ESRCH') throw error;
    }
  }
  return result;
}

/** What a command line is called in the table; the first that matches. */
const names: [RegExp, string][] = [
  [/^postgres|\/postgres /, 'PostgreSQL'],
  [/kube-apiserver/, 'API server'],
  [/(^|\/)etcd /, 'etcd'],
  [/kube-controller-manager|kube-scheduler/, 'Kubernetes controllers'],
  [/kwok/, 'KWOK'],
  [/application-controller/, 'Argo CD application controller'],
  [/repo-server/, 'Argo CD repository server'],
  [/applicationset/, 'ApplicationSet controller'],
  [/argocd|redis/, 'rest of Argo CD'],
  [/traefik/, 'Traefik'],
  [/test\/bench\/src\/main/, 'the measurement itself'],
  [/dev\/index\.ts/, 'backend'],
];

/** CPU milliseconds between two readings, by program, most first. A process that ended in between is not in it. */
export function cpuBetween(
  before: Programs,
  after: Programs,
): Record<string, number> {
  const sums = new Map<string, number>();
  for (const [id, { command, cpuMilliseconds }] of after) {
    const name =
      names.find(([pattern]) => pattern.test(command))?.[1] ??
      'everything else';
    const spent = cpuMilliseconds - (before.get(id)?.cpuMilliseconds ?? 0);
    if (spent > 0) sums.set(name, (sums.get(name) ?? 0) + spent);
  }
  return Object.fromEntries([...sums].sort(([, a], [, b]) => b - a));
}
