import { parseArgs } from 'node:util';

/** What a run measures. */
export interface Plan {
  /** Open previews, ascending. */
  levels: number[];
  /** Pull requests opened and closed at each level. */
  samples: number;
  /** Openings at once. */
  burst: number;
  /** Connection string of the PostgreSQL server that this project's backend uses. */
  database: string;
  /** Where this project's backend leaves its CPU profile; undefined: nowhere. */
  profileDirectory: string | undefined;
  /** Whether this project's backend records what it waits for, which makes it a little slower. */
  waits: boolean;
}

const usage =
  'usage: bench [--levels 0,100,1000] [--samples 30] [--burst 100], all of them whole numbers, [--profile DIRECTORY] and [--waits]';

/** Reads the command line, and what `npm run bench` passes on. Throws with the usage. */
export function readPlan(argv: string[], env: NodeJS.ProcessEnv): Plan {
  const database = env.BENCH_POSTGRES;
  if (!database) throw new Error('Start it by: npm run bench');
  const { values } = parseArgs({
    args: argv,
    options: {
      levels: { type: 'string', default: '0,100,1000' },
      samples: { type: 'string', default: '30' },
      burst: { type: 'string', default: '100' },
      profile: { type: 'string' },
      waits: { type: 'boolean', default: false },
    },
  });
  const levels = values.levels.split(',').map(wholeNumber);
  const ascending = levels.every(
    (level, index) => index === 0 || level > levels[index - 1],
  );
  if (!ascending) throw new Error(usage);
  return {
    levels,
    samples: wholeNumber(values.samples),
    burst: wholeNumber(values.burst),
    database,
    profileDirectory: values.profile,
    waits: values.waits,
  };
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(usage);
  return Number(text);
}
