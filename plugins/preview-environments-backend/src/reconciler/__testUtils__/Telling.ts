import { ManualClock } from '@previewenv/test-sandbox/src/clock';
import {
  InProcessGitHub,
  StoredRepository,
} from '@previewenv/test-sandbox/src/github';
import {
  codeHostOn,
  inProcessHost,
} from '../../codehosts/github/__testUtils__/inProcess';
import { commentOf } from '../../feedback';
import { PreviewRecord, unsureOfFeedback } from '../../preview';
import { record } from '../../preview/__testUtils__/builders';
import { CodeHostMemory } from '../../store/codeHostMemory';
import { decodePreview, encodePreview } from '../../store/previewRow';
import { Feedback } from '../Feedback';
import { feedbackOn, options } from './feedbackOn';

/** What a pull request shows of its preview. */
export interface Shown {
  comments: string[];
  /** Of ours, oldest first, with all that was said of each. */
  deployments: { sha: unknown; states: unknown[] }[];
  /** Of the head, oldest first. */
  statuses: unknown[];
}

/**
 * Previews that change, the replicas that tell of them, and the stand-in for GitHub that is told, on one clock. What a look leaves behind is
 * written down between two looks as the store does it.
 */
export class Telling {
  readonly clock = new ManualClock('2026-03-01T12:00:00.000Z');
  readonly github = new InProcessGitHub({ clock: this.clock });
  readonly repository: StoredRepository;
  readonly #replicas: Feedback[];
  readonly #records = new Map<number, PreviewRecord>();
  readonly #due = new Map<number, number>();
  /** Of which a look has ended before it wrote down what it did. */
  readonly #unfinished = new Set<number>();
  #looks = 0;

  /** One replica for each memory; what replicas share is one memory, named twice. */
  constructor(memories: CodeHostMemory[]) {
    this.repository = this.github.addRepository('acme', 'web', {
      'README.md': 'web',
    });
    this.#replicas = memories.map(memory => this.#replica(memory));
  }

  open(number: number): PreviewRecord {
    const pull = this.github.openPull(this.repository, number);
    const repository = {
      host: inProcessHost,
      owner: 'acme',
      name: 'web',
      id: String(this.repository.id),
      defaultBranch: 'main',
    };
    const id = `web-pr-${number}`;
    const base = record({ id, repository, phase: 'deploying' });
    const head = { ...base.pullRequest.head, sha: pull.headSha };
    const opened = {
      ...base,
      liveSha: undefined,
      pullRequest: { ...base.pullRequest, repository, number, head },
    };
    this.#records.set(number, opened);
    return opened;
  }

  of(number: number): PreviewRecord {
    return this.#records.get(number)!;
  }

  /** The preview changes and the next replica looks at it. `dies`: before it has written down what it told. */
  async change(
    number: number,
    change: Partial<PreviewRecord>,
    dies = false,
  ): Promise<void> {
    this.#records.set(number, { ...this.of(number), ...change });
    await this.#look(number, dies);
  }

  /** Time passes, with every look that falls due. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.clock.now().getTime() + milliseconds;
    for (;;) {
      const [next] = [...this.#due]
        .filter(([, at]) => at <= end)
        .sort(([, one], [, other]) => one - other);
      if (!next) break;
      const [number, at] = next;
      this.clock.advance(Math.max(0, at - this.clock.now().getTime()));
      await this.#look(number, false);
    }
    this.clock.advance(Math.max(0, end - this.clock.now().getTime()));
  }

  /** Until there is nothing left to tell. */
  async settle(): Promise<void> {
    for (let rounds = 0; this.#due.size > 0; rounds++) {
      if (rounds > 1_000) throw new Error('There is always more to tell');
      const next = Math.min(...this.#due.values());
      await this.pass(Math.max(0, next - this.clock.now().getTime()));
    }
  }

  shown(number: number): Shown {
    const { head } = this.of(number).pullRequest;
    const { comments, deployments, statuses } = this.repository;
    return {
      comments: comments
        .filter(({ issue }) => issue === number)
        .map(({ body }) => body),
      deployments: deployments
        .filter(({ payload }) => ownedBy(payload, `web-pr-${number}`))
        .map(({ sha, statuses: said }) => ({
          sha,
          states: said.map(({ state }) => state),
        })),
      statuses: statuses
        .filter(({ sha }) => sha === head.sha)
        .map(({ state }) => state),
    };
  }

  /** What the comment would have to say. */
  text(number: number): string {
    return commentOf(this.of(number), options).body;
  }

  /** Writes that were sent to GitHub, by what they are about. */
  writes(): Record<'comments' | 'deployments' | 'statuses', number> {
    return {
      comments: this.#calls(/^(POST|PATCH) .*\/comments/),
      deployments: this.#calls(/^POST .*\/deployments/),
      statuses: this.#calls(/^POST .*\/statuses\/[0-9a-f]{40}$/),
    };
  }

  reads(): number {
    return this.#calls(/^GET /);
  }

  #calls(pattern: RegExp): number {
    const { calls } = this.github.api.calls.report() as {
      calls: Record<string, number>;
    };
    return Object.entries(calls)
      .filter(([call]) => pattern.test(call))
      .reduce((sum, [, times]) => sum + times, 0);
  }

  async #look(number: number, dies: boolean): Promise<void> {
    const replica = this.#replicas[this.#looks++ % this.#replicas.length];
    const { record: after, lookAgainAfterMilliseconds: again } =
      await replica.give(
        this.#unfinished.has(number)
          ? unsureOfFeedback(this.of(number))
          : this.of(number),
      );
    if (dies) {
      this.#unfinished.add(number);
      return;
    }
    this.#unfinished.delete(number);
    this.#records.set(number, decodePreview(encodePreview(after)));
    if (again === undefined) this.#due.delete(number);
    else this.#due.set(number, this.clock.now().getTime() + again);
  }

  #replica(memory: CodeHostMemory): Feedback {
    const codeHost = codeHostOn(this.github, { memory });
    return feedbackOn(codeHost, () => this.clock.now());
  }
}

function ownedBy(payload: unknown, previewId: string): boolean {
  return JSON.stringify(payload).includes(`:${previewId}"`);
}
