import { readFile } from 'node:fs/promises';

/** `sysconf(_SC_CLK_TCK)`: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** What a process has taken so far: CPU in milliseconds, and its resident memory in MiB now. */
export interface Cost {
  cpuMilliseconds: number;
  residentMebibytes: number;
}

/** CPU milliseconds of a process, from /proc (proc_pid_stat(5): utime and stime are the 14th and 15th field). */
export async function cpuOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // the second field is the name in brackets, and may hold blanks
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[11]) + Number(fields[12])) * 1000) / ticksPerSecond;
}

/** Throws when the process has ended. */
export async function costOf(pid: number): Promise<Cost> {
  const cpuMilliseconds = await cpuOf(pid);
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(status);
  if (!resident) throw new Error(`Process ${pid} has no resident memory`);
  return {
    cpuMilliseconds,
    residentMebibytes: Math.round(Number(resident[1]) / 1024),
  };
}
