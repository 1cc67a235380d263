import { setTimeout as pause } from 'node:timers/promises';
import { Ground, PullChange } from '../ground/Ground';
import { Action, closeWhile, Moment, PullScript } from '../plan/actions';
import { buildMilliseconds, previewIdOf } from '../places';
import { Journal } from './Journal';
import { Sight } from './Sight';
import { previewLabel, wishFor } from './wishes';

/** Pull requests that are worked on at the same time. */
const concurrency = 72;
const pollMilliseconds = 600;
/** Milliseconds that a moment is waited for. */
const patience: Record<Moment, number> = {
  building: 0,
  syncing: 10_000,
  cleaning: 10_000,
  settled: 40_000,
};
/** Milliseconds in which what was done last to a pull request has to show before the next one begins: a busy machine gets no queue without end. */
const lastPatience = 60_000;

interface State {
  open: boolean;
  draft: boolean;
  labels: string[];
  sha: string;
  /** When a build began last, monotonic. */
  pushedAt: number;
}

/** Lets people do what the plan says with their pull requests. */
export class Driver {
  readonly #ground: Ground;
  readonly #journal: Journal;
  readonly #sight: Sight;
  readonly #atOnce: number;
  #begun = 0;
  #total = 1;

  /** `atOnce` is how many pull requests are worked on at the same time. */
  constructor(options: { ground: Ground; journal: Journal; atOnce?: number }) {
    this.#ground = options.ground;
    this.#journal = options.journal;
    this.#sight = new Sight(options.ground);
    this.#atOnce = options.atOnce ?? concurrency;
  }

  /** The share of pull requests that have begun. */
  get progress(): number {
    return this.#begun / this.#total;
  }

  /** `mayBegin` is asked whether a share of the pull requests, 0 to 1, may begin by now. */
  async drive(
    scripts: PullScript[],
    mayBegin: (share: number) => boolean = () => true,
  ): Promise<void> {
    this.#total = scripts.length;
    const waiting = [...scripts];
    const work = async (): Promise<void> => {
      for (;;) {
        const script = waiting.shift();
        if (!script) return;
        const share = ++this.#begun / this.#total;
        while (!mayBegin(share)) await pause(pollMilliseconds);
        await this.#perform(script);
      }
    };
    await Promise.all(Array.from({ length: this.#atOnce }, work));
  }

  async #perform({ repository, number, actions }: PullScript): Promise<void> {
    const previewId = previewIdOf(repository, number);
    const state: State = {
      open: false,
      draft: false,
      labels: [previewLabel],
      sha: '',
      pushedAt: 0,
    };
    for (const action of actions) {
      await pause(action.after);
      const caught =
        action.name !== 'open' &&
        (await this.#await(action.when, previewId, state));
      const from = Date.now();
      const change = changeOf(action, state);
      await this.#ground.change(repository, number, change);
      this.#journal.add({
        from,
        at: Date.now(),
        previewId,
        action: action.name,
        wish: wishFor(state),
        open: state.open,
      });
      if (action.sha) state.pushedAt = performance.now();
      this.#journal.count(action.name);
      if (action.name === 'close' && caught && action.when !== 'settled')
        this.#journal.count(closeWhile(action.when));
    }
    await this.#until(lastPatience, () => this.#isDone(previewId, state));
  }

  async #await(
    moment: Moment,
    previewId: string,
    state: State,
  ): Promise<boolean> {
    if (moment === 'building')
      return performance.now() - state.pushedAt < buildMilliseconds;
    return this.#until(patience[moment], () =>
      this.#isNow(moment, previewId, state),
    );
  }

  async #until(
    milliseconds: number,
    isSo: () => Promise<boolean>,
  ): Promise<boolean> {
    const deadline = performance.now() + milliseconds;
    while (performance.now() < deadline) {
      if (await isSo()) return true;
      await pause(pollMilliseconds);
    }
    return false;
  }

  async #isDone(previewId: string, state: State): Promise<boolean> {
    return wishFor(state) === 'ready'
      ? this.#sight.isReady(previewId, state.sha)
      : this.#sight.isGone(previewId);
  }

  async #isNow(
    moment: Moment,
    previewId: string,
    state: State,
  ): Promise<boolean> {
    if (moment === 'syncing') return this.#sight.isSyncing(previewId);
    if (moment === 'cleaning') return this.#sight.isCleaning(previewId);
    return wishFor(state) === 'ready'
      ? this.#sight.isReady(previewId, state.sha)
      : !(await this.#sight.isCleaning(previewId));
  }
}

/** Changes the state, and says how the code host is to be told. */
function changeOf(action: Action, state: State): PullChange {
  switch (action.name) {
    case 'open':
      Object.assign(state, { open: true, sha: action.sha });
      return { sha: action.sha, labels: state.labels };
    case 'push':
    case 'force-push':
      state.sha = action.sha ?? state.sha;
      return { sha: state.sha };
    case 'relabel':
      state.labels = [previewLabel];
      return { labels: state.labels };
    case 'unlabel':
      state.labels = ['bug'];
      return { labels: state.labels };
    case 'draft':
    case 'ready for review':
      state.draft = action.name === 'draft';
      return { draft: state.draft };
    case 'close':
      state.open = false;
      return { state: 'closed' };
    case 'reopen':
      state.open = true;
      return { state: 'open' };
    case 'rename branch':
      return { head: `renamed-${state.sha.slice(0, 7)}` };
    default: {
      const unknown: never = action.name;
      throw new Error(`Nobody can ${unknown}`);
    }
  }
}
