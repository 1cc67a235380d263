import { Summary } from './statistics';
import { WaitsReport } from './waits/Waits';

/** What one contender needed at one number of open previews. */
export interface ContenderResult {
  name: string;
  /** Webhook to Application, milliseconds. */
  created: Summary;
  /** Close to the first deletion, milliseconds. */
  removed: Summary;
  githubReadsPerEvent: number;
  /** Without those that were answered by 304. */
  chargedReadsPerEvent: number;
  githubWritesPerEvent: number;
  writesPerEvent: number;
  residentMebibytes: number;
  /** What an opening was spent on, where it was recorded. */
  waits?: WaitsReport;
}

export interface LevelResult {
  /** Open previews besides the one that is measured. */
  open: number;
  bareApply: Summary;
  contenders: ContenderResult[];
}

/** What `bench/results.json` holds. */
export interface Results {
  machine: string;
  levels: LevelResult[];
  burst: {
    size: number;
    contenders: {
      name: string;
      milliseconds: number;
      cpuMilliseconds: number;
      /** What every program of the machine took meanwhile, in milliseconds, most first. */
      cpuByProgram: Record<string, number>;
      waits?: WaitsReport;
    }[];
  };
}

const header = [
  'open',
  'who',
  'create p50',
  'p95',
  'delete p50',
  'p95',
  'GitHub reads',
  'charged',
  'GitHub writes',
  'API writes',
  'RSS MiB',
];

/** The results as a Markdown table, times in milliseconds. */
export function tableOf({ machine, levels, burst }: Results): string {
  const rows = levels.flatMap(level => [
    ...level.contenders.map(contender => [
      level.open,
      contender.name,
      contender.created.p50,
      contender.created.p95,
      contender.removed.p50,
      contender.removed.p95,
      contender.githubReadsPerEvent.toFixed(1),
      contender.chargedReadsPerEvent.toFixed(1),
      contender.githubWritesPerEvent.toFixed(1),
      contender.writesPerEvent.toFixed(1),
      contender.residentMebibytes,
    ]),
    [
      level.open,
      'bare apply',
      level.bareApply.p50,
      level.bareApply.p95,
      ...Array(7).fill(''),
    ],
  ]);
  const lines = [header, header.map(() => '---'), ...rows].map(
    row => `| ${row.join(' | ')} |`,
  );
  const burstLines = burst.contenders.map(
    ({ name, milliseconds, cpuMilliseconds }) =>
      `${name}: ${burst.size} openings at once in ${milliseconds} ms, ${cpuMilliseconds} ms of CPU`,
  );
  return [
    machine,
    '',
    ...lines,
    ...levels.flatMap(({ open, contenders }) =>
      contenders.flatMap(({ waits }) =>
        waits
          ? ['', `An opening at ${open} open previews:`, ...linesOf(waits)]
          : [],
      ),
    ),
    '',
    ...burstLines,
    ...burst.contenders.flatMap(({ name, cpuByProgram, waits }) => [
      '',
      `${name}, CPU of all programs in ms: ${JSON.stringify(cpuByProgram)}`,
      ...(waits ? linesOf(waits) : []),
    ]),
  ].join('\n');
}

function linesOf({
  total,
  alone,
  together,
  nothing,
  cpu,
  calls,
}: WaitsReport): string[] {
  const row = (what: string, time: number, note: string) =>
    `  ${what.padEnd(28)} ${time.toFixed(1).padStart(9)} ms  ${note}`;
  return [
    row('altogether', total, `${cpu.toFixed(0)} ms of it computing`),
    ...Object.entries(alone).map(([kind, time]) =>
      row(
        `only ${kind}`,
        time,
        `${calls[kind].count.toFixed(1)} times, ${calls[kind].mean.toFixed(
          1,
        )} ms each`,
      ),
    ),
    row('several of them at once', together, ''),
    row('none of them', nothing, ''),
  ];
}
