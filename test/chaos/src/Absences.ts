import { setTimeout as pause } from 'node:timers/promises';
import { Tally } from './faults/Tally';
import { Ground } from './ground/Ground';
import { Write } from './ground/trace';
import { checkCap } from './invariants/cap';
import { Violation } from './invariants/Violation';
import { sweepSeconds } from './places';
import { wishFor } from './drive/wishes';

/** Long enough to be read once, too short to be read twice one sweep apart. */
const momentMilliseconds = 6_000;
/** Repositories that lose their definition for a moment. */
const briefly = 3;
/** Long enough for two readings and all that follows. */
const absenceMilliseconds = (3 * sweepSeconds + 15) * 1000;

/** What is not there is no reason to remove everything: definitions that disappear, first for a moment, then for long. */
export class Absences {
  readonly #ground: Ground;
  readonly #tally: Tally;

  constructor(options: { ground: Ground; tally: Tally }) {
    this.#ground = options.ground;
    this.#tally = options.tally;
  }

  /** A few repositories lose their definitions, and get them back before a second reading. */
  async moment(): Promise<void> {
    const restores = [];
    for (const repository of this.#ground.repositories.slice(0, briefly))
      restores.push(await this.#ground.removeDefinition(repository));
    await pause(momentMilliseconds);
    for (const restore of restores) {
      await restore();
      this.#tally.count('definition gone for a moment');
    }
    // What was wrongly begun in it shows by then.
    await pause(sweepSeconds * 1000);
  }

  /** All of them lose it; answers what went that should not. */
  async long(): Promise<Violation[]> {
    const pulls = await this.#ground.pulls();
    // One that is held is shown as well, and counts as live.
    const live = pulls.filter(pull => wishFor(pull) !== 'removed').length;
    const before = this.#ground.trace.entries.length;
    const restores = [];
    for (const repository of this.#ground.repositories)
      restores.push(await this.#ground.removeDefinition(repository));
    await pause(absenceMilliseconds);
    const writes = this.#ground.trace.entries
      .slice(before)
      .filter((entry): entry is Write => entry.kind === 'write');
    for (const restore of restores) await restore();
    this.#tally.count('definitions gone');
    return checkCap(writes, live);
  }
}
