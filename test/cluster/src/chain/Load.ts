import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { HeaderLines, RawAnswer } from '../dataplane/rawRequest';
import { Setting } from '../ground/setting';
import { versionsOf } from './hops';
import { objectionTo, Passage } from './judge';
import { askAtEdge, askInMesh } from './requests';
import { Timeline } from './Timeline';

/** What came of the requests. */
export interface Tally {
  requests: number;
  /** Requests without a key. */
  baseline: number;
  /** Those that a preview took part in. */
  previewed: number;
  /** Answers that rule 7.12 forbids, in words. */
  wrong: string[];
  /** Requests that nobody served, in words. */
  refused: string[];
}

/** The ways in which people and programs write the key. */
const spellings: ((id: string) => HeaderLines)[] = [
  id => [['baggage', `preview=${id}`]],
  id => [['baggage', `user=7, preview = ${id};ttl=1,x=%2C`]],
  id => [
    ['baggage', 'user=7'],
    ['baggage', `preview=${id}`],
  ],
];

/** The latest previews: three that live, and some that were. */
const keysInUse = 6;
/** Previews are made on the same machine. */
const pauseMilliseconds = 10;

export interface LoadOptions {
  setting: Setting;
  timeline: Timeline;
  random: () => number;
  /** A host that leads to the baseline's web. */
  baselineHost: string;
  hostOf(id: string): string;
}

/** Mixed requests: by the edge and inside the mesh, with the keys of living and dead previews and without. */
export class Load {
  readonly tally: Tally = {
    requests: 0,
    baseline: 0,
    previewed: 0,
    wrong: [],
    refused: [],
  };
  readonly #options: LoadOptions;
  readonly #agent = new Agent({ keepAlive: true });

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  /** Asks with so many at once until it is told to stop. */
  async run(width: number, enough: () => boolean): Promise<void> {
    const turn = async () => {
      while (!enough()) {
        await this.#one();
        await pause(pauseMilliseconds);
      }
    };
    await Promise.all(Array.from({ length: width }, turn));
    this.#agent.destroy();
  }

  async #one(): Promise<void> {
    const { timeline, random } = this.#options;
    const startedAt = performance.now();
    const ids = timeline.ids.slice(-keysInUse);
    const key =
      random() < 0.4 ? undefined : ids[Math.floor(random() * ids.length)];
    const { where, asked } = this.#request(key);
    this.tally.requests += 1;
    if (!key) this.tally.baseline += 1;
    try {
      const { pod, status, text } = await asked;
      if (!pod) throw new Error(`${status} ${text.slice(0, 200)}`);
      const endedAt = performance.now();
      this.#judge(
        { startedAt, endedAt, key, versions: versionsOf(pod) },
        where,
      );
    } catch (error) {
      if (this.#mayBeRefused(key, where, startedAt)) return;
      this.tally.refused.push(`${key ?? 'the baseline'} ${where}: ${error}`);
    }
  }

  #judge(passage: Passage, where: string): void {
    const { timeline } = this.#options;
    const objection = objectionTo(passage, id => timeline.of(id));
    if (objection) this.tally.wrong.push(`${where}: ${objection}`);
    if (Object.values(passage.versions).some(one => one !== 'baseline')) {
      this.tally.previewed += 1;
    }
  }

  #request(key: string | undefined): {
    where: 'edge' | 'mesh';
    asked: Promise<RawAnswer>;
  } {
    const { setting, random, baselineHost, hostOf } = this.#options;
    const agent = this.#agent;
    if (random() < 0.3) {
      const host = key ? hostOf(key) : baselineHost;
      return { where: 'edge', asked: askAtEdge(setting, host, { agent }) };
    }
    const spelling = spellings[Math.floor(random() * spellings.length)];
    const headers = key ? spelling(key) : [];
    return { where: 'mesh', asked: askInMesh({ headers, agent }) };
  }

  /** A preview's own host exists from `ready` until it is closed; before and after, nobody is promised an answer there. */
  #mayBeRefused(
    key: string | undefined,
    where: 'edge' | 'mesh',
    startedAt: number,
  ): boolean {
    if (!key || where === 'mesh') return false;
    const { readyAt = Infinity, closedAt } = this.#options.timeline.of(key);
    return startedAt < readyAt || closedAt !== undefined;
  }
}
