import { Random } from '../random';
import { FaultClass } from './classes';
import { Tally } from './Tally';

interface Storm {
  probability: number;
  /** Strikes that are left; the weather of that kind ends with them. */
  left: number;
}

/** Which faults may strike just now, and whether one does. */
export class Weather {
  readonly tally: Tally;
  readonly #random: Random;
  readonly #storms = new Map<FaultClass, Storm>();

  constructor(options: { tally: Tally; random: Random }) {
    this.tally = options.tally;
    this.#random = options.random;
  }

  /** From now on, each request that could be hit is hit with this probability, at most so many times. */
  begin(name: FaultClass, storm: { probability: number; most: number }): void {
    this.#storms.set(name, {
      probability: storm.probability,
      left: storm.most,
    });
  }

  end(name: FaultClass): void {
    this.#storms.delete(name);
  }

  isOn(name: FaultClass): boolean {
    return (this.#storms.get(name)?.left ?? 0) > 0;
  }

  /** Whether the fault strikes here; it counts. */
  strikes(name: FaultClass): boolean {
    const storm = this.#storms.get(name);
    if (!storm || storm.left <= 0 || !this.#random.chance(storm.probability))
      return false;
    storm.left--;
    this.tally.count(name);
    return true;
  }

  /** For the answer to a fault that strikes. */
  pick<T>(choices: readonly T[]): T {
    return this.#random.pick(choices);
  }

  chance(probability: number): boolean {
    return this.#random.chance(probability);
  }

  seconds(least: number, most: number): number {
    return this.#random.integer(least * 1000, most * 1000) / 1000;
  }

  clear(): void {
    this.#storms.clear();
  }
}
