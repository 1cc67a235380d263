import { performance } from 'node:perf_hooks';
import { InterruptedError, interrupted } from '../../scripts/lib/processes.mjs';

/** Thrown by what is of no use without an earlier step that failed. */
class GivenUpError extends Error {
  name = 'GivenUpError';
}

/** Runs named steps one after the other, prints how long each took, and counts. */
export class Steps {
  #passed = 0;
  #failed = 0;
  #print;

  constructor(print = console.log) {
    this.#print = print;
  }

  /** A step that others need: when it fails, `all` ends with it. Answers what the work answers. */
  async need(name, work) {
    const { failed, value } = await this.#run(name, work);
    if (failed) throw new GivenUpError(name);
    return value;
  }

  /** A step that nothing else needs. */
  async check(name, work) {
    await this.#run(name, work);
  }

  /** Runs the steps to the end or to the first needed one that failed, whichever comes first. */
  async all(work) {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof GivenUpError)) throw error;
      this.#print(`\nNothing more was tried without: ${error.message}`);
    }
  }

  get failed() {
    return this.#failed;
  }

  get summary() {
    return `${this.#passed} passed, ${this.#failed} failed`;
  }

  async #run(name, work) {
    if (interrupted()) throw new InterruptedError('Interrupted.');
    const begin = performance.now();
    const seconds = () =>
      `${((performance.now() - begin) / 1000).toFixed(1)} s`.padStart(8);
    try {
      const value = await work();
      this.#passed += 1;
      this.#print(`${seconds()}  ok      ${name}`);
      return { failed: false, value };
    } catch (error) {
      if (error instanceof GivenUpError || interrupted()) throw error;
      this.#failed += 1;
      this.#print(`${seconds()}  FAILED  ${name}\n${indent(error.message)}`);
      return { failed: true };
    }
  }
}

function indent(text) {
  return text
    .split('\n')
    .map(line => `            ${line}`)
    .join('\n');
}
