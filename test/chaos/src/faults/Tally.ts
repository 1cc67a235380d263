import { allFaultClasses, FaultClass } from './classes';

/** How often each fault took effect. */
export class Tally {
  readonly #counts: Map<FaultClass, number>;

  /** `classes` are those that have to take effect. */
  constructor(classes: readonly FaultClass[] = allFaultClasses) {
    this.#counts = new Map(classes.map(name => [name, 0]));
  }

  count(name: FaultClass): void {
    this.#counts.set(name, this.of(name) + 1);
  }

  of(name: FaultClass): number {
    return this.#counts.get(name) ?? 0;
  }

  /** Faults that never took effect: a harness that says nothing about them. */
  missing(): FaultClass[] {
    return [...this.#counts.keys()].filter(name => this.of(name) === 0);
  }

  rows(): [FaultClass, number][] {
    return [...this.#counts];
  }
}
