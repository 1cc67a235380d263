import { setTimeout as pause } from 'node:timers/promises';
import { Absences } from './Absences';
import { Invariant, Violation } from './invariants/Violation';
import { Judge } from './Judge';

const pollMilliseconds = 2_000;
/** Milliseconds after which what was expected to be broken is not waited for any longer. */
const hopelessAfter = 120_000;

export interface JudgeAllOptions {
  judge: Judge;
  absences: Absences;
  /** Milliseconds in which everything has to be as it should be. */
  quietWithin: number;
  /** Invariants one of which is expected to be broken: what says nothing of them is left out, and the first that is found ends it. */
  wanted: Invariant[] | undefined;
  log: (text: string) => void;
}

/** One part of the judgement. */
interface Part {
  /** What it can find broken. */
  shows: Invariant[];
  title?: string;
  look(): Promise<Violation[]>;
}

const state: Invariant[] = [
  'every wanted preview works',
  'nothing else exists',
  'comments',
  'reports',
];
const course: Invariant[] = [
  'foreign objects untouched',
  'leases',
  'close order',
  'closed stays closed',
  'no wrong deletion',
];

/** What has to be true when the troubles are over, through two absences, and after them. */
export async function judgeAll(options: JudgeAllOptions): Promise<Violation[]> {
  const { judge, absences, wanted, log } = options;
  const unsettled = await settle(options);
  // What is not at rest says nothing about absences.
  if (unsettled.length > 0) return [...unsettled, ...(await judge.course())];
  const parts: Part[] = [
    // The absences that come before it otherwise say nothing about the most of it.
    { shows: wanted ? course : [], look: () => judge.course() },
    {
      title: 'waiting for a time without writes',
      shows: ['at rest no writes'],
      look: () => judge.rest(),
    },
    {
      title: 'definitions disappear for a moment',
      shows: course,
      look: async () => {
        await absences.moment();
        return judge.course();
      },
    },
    {
      title: 'all definitions disappear',
      shows: ['deletions are capped'],
      look: () => absences.long(),
    },
    { shows: state, look: () => settle(options) },
    {
      shows: ['foreign objects untouched'],
      look: () => judge.untouched(),
    },
  ];
  const found: Violation[] = [];
  for (const { title, shows, look } of parts) {
    if (!shows.some(name => !wanted || wanted.includes(name))) continue;
    if (title) log(title);
    found.push(...(await look()));
    if (wanted && found.length > 0) return found;
  }
  return found;
}

/** Waits until everything is as it should be; answers what still is not when time is up. */
async function settle(options: JudgeAllOptions): Promise<Violation[]> {
  const { judge, wanted, quietWithin, log } = options;
  const begin = performance.now();
  let left = await judge.state();
  let told = -1;
  const goesOn = (): boolean => {
    const expected = left.some(({ invariant }) => wanted?.includes(invariant));
    const within = expected ? hopelessAfter : quietWithin;
    return left.length > 0 && performance.now() - begin < within;
  };
  while (goesOn()) {
    if (left.length !== told)
      log(`${left.length} left, for instance ${left[0].what}`);
    told = left.length;
    await pause(pollMilliseconds);
    left = await judge.state();
  }
  const seconds = Math.round((performance.now() - begin) / 1000);
  if (left.length === 0)
    log(`everything is as it should be, after ${seconds} s`);
  return left;
}
