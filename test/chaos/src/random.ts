import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** Chance that depends on a seed alone. */
export class Random {
  readonly #seed: number;
  readonly #generator: RandomGenerator;

  constructor(seed: number) {
    this.#seed = seed;
    this.#generator = xoroshiro128plus(seed);
  }

  /** Chance of its own for one purpose, so that more of one thing does not change all others. */
  fork(purpose: string): Random {
    let mixed = this.#seed;
    for (const character of purpose)
      mixed = (Math.imul(mixed, 31) + character.charCodeAt(0)) % 2 ** 31;
    return new Random(mixed);
  }

  /** A whole number, both ends included. */
  integer(least: number, most: number): number {
    return uniformInt(this.#generator, least, most);
  }

  /** In [0, 1), in steps of a millionth. */
  fraction(): number {
    return this.integer(0, 999_999) / 1_000_000;
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.integer(0, choices.length - 1)];
  }

  /** A commit's name. */
  sha(): string {
    return Array.from({ length: 5 }, () =>
      this.integer(0, 0xffffffff).toString(16).padStart(8, '0'),
    ).join('');
  }
}
