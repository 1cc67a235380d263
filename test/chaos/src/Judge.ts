import { setTimeout as pause } from 'node:timers/promises';
import { Journal } from './drive/Journal';
import { ClusterObject, Ground } from './ground/Ground';
import { PostgresServer } from './ground/PostgresServer';
import { readTables } from './ground/tables';
import { checkClosedStaysClosed } from './invariants/closedStaysClosed';
import { checkCloseOrder } from './invariants/closeOrder';
import { checkComments } from './invariants/comments';
import { checkForeigners } from './invariants/foreigners';
import { checkLeases } from './invariants/leases';
import { checkNothingElse, checkWanted } from './invariants/previews';
import { checkReports } from './invariants/reports';
import { checkRest, Writings } from './invariants/rest';
import { Violation } from './invariants/Violation';
import { checkWrongDeletions } from './invariants/wrongDeletion';

/** Milliseconds that nothing may be written in. */
const restFor = 20_000;
/** Milliseconds that what is still under way may take until it rests. */
const restWithin = 120_000;
const pollMilliseconds = 1_000;

/** Says from outside whether everything is as it has to be. */
export class Judge {
  readonly #ground: Ground;
  readonly #journal: Journal;
  readonly #postgres: PostgresServer;
  readonly #codeHostWrites: () => number;
  readonly #foreigners: ClusterObject[];

  constructor(options: {
    ground: Ground;
    journal: Journal;
    postgres: PostgresServer;
    codeHostWrites: () => number;
    /** As they were before anything happened. */
    foreigners: ClusterObject[];
  }) {
    this.#ground = options.ground;
    this.#journal = options.journal;
    this.#postgres = options.postgres;
    this.#codeHostWrites = options.codeHostWrites;
    this.#foreigners = options.foreigners;
  }

  /** What is not yet as it should be; asked until it is empty, or time is up. */
  async state(): Promise<Violation[]> {
    const pulls = await this.#ground.pulls();
    const objects = await this.#ground.objects();
    const foreign = new Set(this.#foreigners.map(({ uid }) => uid));
    return [
      ...(await checkWanted(this.#ground, pulls)),
      ...checkNothingElse(objects, pulls, foreign),
      ...checkComments(pulls),
      ...checkReports(pulls),
    ];
  }

  /** What must not have happened on the way. */
  async course(): Promise<Violation[]> {
    const { writes, course } = this.#ground.trace;
    const journal = this.#journal.entries;
    return [
      ...(await this.untouched()),
      ...checkLeases(writes),
      ...checkCloseOrder(course),
      ...checkClosedStaysClosed(writes, journal),
      ...checkWrongDeletions(
        writes,
        journal,
        this.#ground.finishingMilliseconds,
      ),
    ];
  }

  /** What belongs to others is as it was. */
  async untouched(): Promise<Violation[]> {
    return checkForeigners(this.#foreigners, await this.#ground.objects());
  }

  /** Waits for what is still under way, and answers what keeps being written. */
  async rest(): Promise<Violation[]> {
    const deadline = performance.now() + restWithin;
    let found: Violation[] = [];
    while (performance.now() < deadline) {
      const before = await this.#writings();
      const end = performance.now() + restFor;
      found = [];
      while (performance.now() < end && found.length === 0) {
        await pause(pollMilliseconds);
        found = checkRest(before, await this.#writings());
      }
      if (found.length === 0) return [];
    }
    return found;
  }

  async #writings(): Promise<Writings> {
    return {
      kubernetes: this.#ground.trace.writes.length,
      codeHost: this.#codeHostWrites(),
      tables: await readTables(this.#postgres),
    };
  }
}
