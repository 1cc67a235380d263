import { allFaultClasses, FaultClass } from './classes';

/** How often each fault took effect. */
export class Tally {
  readonly #counts = new Map<FaultClass, number>(
    allFaultClasses.map(name => [name, 0]),
  );

  count(name: FaultClass): void {
    this.#counts.set(name, this.of(name) + 1);
  }

  of(name: FaultClass): number {
    return this.#counts.get(name) ?? 0;
  }

  /** Faults that never took effect: a harness that says nothing about them. */
  missing(): FaultClass[] {
    return allFaultClasses.filter(name => this.of(name) === 0);
  }

  rows(): [FaultClass, number][] {
    return [...this.#counts];
  }
}
