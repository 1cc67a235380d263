import { setTimeout as pause } from 'node:timers/promises';
import { Absences } from './Absences';
import { Violation } from './invariants/Violation';
import { Judge } from './Judge';

const pollMilliseconds = 2_000;

export interface JudgeAllOptions {
  judge: Judge;
  absences: Absences;
  /** Milliseconds in which everything has to be as it should be. */
  quietWithin: number;
  log: (text: string) => void;
}

/** What has to be true when the troubles are over, through two absences, and after them. */
export async function judgeAll(options: JudgeAllOptions): Promise<Violation[]> {
  const { judge, absences, log } = options;
  const unsettled = await settle(options);
  if (unsettled.length > 0) return [...unsettled, ...(await judge.course())];
  log('waiting for a time without writes');
  const restless = await judge.rest();
  log('definitions disappear for a moment');
  await absences.moment();
  const course = await judge.course();
  log('all definitions disappear');
  const beyond = await absences.long();
  return [
    ...restless,
    ...course,
    ...beyond,
    ...(await settle(options)),
    ...(await judge.untouched()),
  ];
}

/** Waits until everything is as it should be; answers what still is not when time is up. */
async function settle(options: JudgeAllOptions): Promise<Violation[]> {
  const { judge, quietWithin, log } = options;
  const begin = performance.now();
  let left = await judge.state();
  let told = -1;
  while (left.length > 0 && performance.now() - begin < quietWithin) {
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
