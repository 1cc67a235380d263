import { readFile } from 'node:fs/promises';

/** `sysconf(_SC_CLK_TCK)`: 100 on every Linux that Node runs on. */
const ticksPerSecond = 100;

/** What a process has taken so far: CPU in milliseconds, and its resident memory in MiB now. */
export interface Cost {
  cpuMilliseconds: number;
  residentMebibytes: number;
}

/** Reads /proc (proc_pid_stat(5): utime and stime are the 14th and 15th field). */
export async function costOf(pid: number): Promise<Cost> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // the second field is the name in brackets, and may hold blanks
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(status);
  if (!resident) throw new Error(`Process ${pid} has no resident memory`);
  return {
    cpuMilliseconds: (ticks * 1000) / ticksPerSecond,
    residentMebibytes: Math.round(Number(resident[1]) / 1024),
  };
}
