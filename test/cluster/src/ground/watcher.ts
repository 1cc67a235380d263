import { setTimeout as pause } from 'node:timers/promises';
import { askEdge, PodAnswer } from './edge';

/** Often enough that a gap of a tenth of a second is seen. */
const pauseMilliseconds = 20;

/** Asks a host all the time, as its users do, and keeps what went wrong. */
export class EdgeWatcher {
  readonly failures: string[] = [];
  /** The images that answered, in the order in which they first did. */
  readonly images: string[] = [];
  #answers = 0;
  #stopped = false;
  #running: Promise<void> | undefined;

  constructor(readonly host: string) {}

  get answers(): number {
    return this.#answers;
  }

  start(): this {
    this.#running = this.#watch();
    return this;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #watch(): Promise<void> {
    while (!this.#stopped) {
      await this.#ask();
      await pause(pauseMilliseconds);
    }
  }

  async #ask(): Promise<void> {
    const at = new Date().toISOString();
    try {
      const { status, text } = await askEdge(this.host);
      this.#answers += 1;
      if (status < 200 || status > 299) {
        this.failures.push(`${at} ${status} ${text.slice(0, 200)}`);
        return;
      }
      const { image }: PodAnswer = JSON.parse(text);
      if (!this.images.includes(image)) this.images.push(image);
    } catch (error) {
      this.failures.push(`${at} ${error}`);
    }
  }
}
