import { PassingRequest } from './HttpProxy';

/** A write that went through and whose answer is held back. */
export interface CaughtWrite {
  request: PassingRequest;
  /** Lets the answer go on to the backend. */
  release(): void;
}

/** Waits for a backend to write, and holds it there: the moment in which a fault hurts most. */
export class WriteTrap {
  #armed:
    | {
        fits: (request: PassingRequest) => boolean;
        caught: (write: CaughtWrite) => void;
      }
    | undefined;

  /** The next write that fits. */
  arm(fits: (request: PassingRequest) => boolean): Promise<CaughtWrite> {
    return new Promise(resolve => {
      this.#armed = { fits, caught: resolve };
    });
  }

  disarm(): void {
    this.#armed = undefined;
  }

  /** Called when a write has gone through: undefined, or what to wait for before it is answered. */
  meet(request: PassingRequest): Promise<void> | undefined {
    const armed = this.#armed;
    if (!armed?.fits(request)) return undefined;
    this.#armed = undefined;
    return new Promise(release => armed.caught({ request, release }));
  }
}
