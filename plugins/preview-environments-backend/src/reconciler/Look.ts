import { isEqual } from 'lodash';
import {
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import {
  Claim,
  Decision,
  DesiredPreview,
  ObjectSummary,
  Observed,
  plan,
  PreviewRecord,
} from '../preview';
import { LookResult } from '../store/types';
import { Actor, Hindrance } from './Actor';
import { Feedback } from './Feedback';
import { historyOf, nextRecord } from './nextRecord';
import { Observer } from './Observer';
import { doubtOf, insist } from './secondThoughts';

/** While nothing but a person or a change can help. */
const parkedMilliseconds = 5 * 60_000;
const defaultWaitMilliseconds = 10_000;

/** The end of a look, with what it began from. */
export interface LookOutcome extends LookResult {
  before?: PreviewRecord;
}

/** One look at one preview: observe, plan, act, and say what to write down. */
export class Look {
  readonly #observer: Pick<Observer, 'observe'>;
  readonly #actor: Pick<Actor, 'act'>;
  readonly #feedback: Pick<Feedback, 'give'>;
  readonly #describe: (desired: DesiredPreview) => ObjectSummary[];
  readonly #writes: boolean;
  readonly #now: () => Date;

  constructor(options: {
    observer: Pick<Observer, 'observe'>;
    actor: Pick<Actor, 'act'>;
    feedback: Pick<Feedback, 'give'>;
    describe: (desired: DesiredPreview) => ObjectSummary[];
    /** False in the mode observe. */
    writes: boolean;
    now: () => Date;
  }) {
    this.#observer = options.observer;
    this.#actor = options.actor;
    this.#feedback = options.feedback;
    this.#describe = options.describe;
    this.#writes = options.writes;
    this.#now = options.now;
  }

  async look(claim: Claim): Promise<LookOutcome> {
    const observation = await this.#observer.observe(claim);
    if (observation.kind === 'unreadable') {
      insist(claim, observation.reason);
      return {
        record: observation.record,
        history: [],
        lookAgainAfterMilliseconds: undefined,
      };
    }
    const { observed } = observation;
    const planned = this.#plan(claim.previewId, observed);
    insist(claim, doubtOf(observed, planned));
    if (planned.remember === 'forget')
      return {
        record: undefined,
        history: [],
        lookAgainAfterMilliseconds: undefined,
      };
    const decision = await this.#act(observed, planned);
    const objects = decision.desired ? this.#describe(decision.desired) : [];
    const record = nextRecord(
      claim.previewId,
      observed,
      decision,
      objects,
      this.#now(),
    );
    const said =
      record.doubt?.kind === 'unreadable'
        ? // Where nothing can be read, nothing can be written.
          { record, lookAgainAfterMilliseconds: undefined }
        : await this.#feedback.give(record);
    return {
      before: observed.record,
      record: said.record,
      history: historyOf(observed.record, record, claim.causes),
      lookAgainAfterMilliseconds: earliest(
        decision.lookAgainAfterMilliseconds,
        said.lookAgainAfterMilliseconds,
      ),
      abandoned: decision.abandoned,
    };
  }

  /** Nothing can be late where nothing is removed. */
  #plan(previewId: string, observed: Observed): Decision {
    const planned = plan(previewId, observed, this.#now());
    return this.#writes
      ? planned
      : { ...planned, closing: undefined, stuckSince: undefined };
  }

  async #act(observed: Observed, decision: Decision): Promise<Decision> {
    if (mustBeRememberedFirst(observed.record, decision))
      return { ...decision, steps: [], lookAgainAfterMilliseconds: 0 };
    if (!this.#writes) return unwritten(decision);
    try {
      const { changed, hindrances } = await this.#actor.act(decision.steps);
      const after = withHindrances(decision, hindrances);
      if (!changed) return after;
      // What was written takes a moment to show; looking at once would only see the old state again.
      return {
        ...after,
        lookAgainAfterMilliseconds: earliest(
          decision.lookAgainAfterMilliseconds,
          500,
        ),
      };
    } catch (error) {
      return afterFailure(decision, error);
    }
  }
}

/**
 * The tombstone is written before the first deletion, and a cluster, and what will have to be cleaned up, before anything is made:
 * whoever dies in between leaves a record that the next look continues from.
 */
function mustBeRememberedFirst(
  record: PreviewRecord | undefined,
  decision: Decision,
): boolean {
  if (decision.begins) return true;
  if (decision.phase === 'terminating' && record?.phase !== 'terminating')
    return true;
  // Who looks on learns of it even if every later look fails.
  if (decision.stuckSince && !record?.stuckSince) return true;
  if (!isEqual(decision.cleanup, record?.cleanup ?? [])) return true;
  return decision.clusters.some(cluster => !record?.clusters.includes(cluster));
}

/** Nothing moves while nothing is written, so that there is no reason to look again soon. */
function unwritten(decision: Decision): Decision {
  return decision.steps.length === 0
    ? decision
    : {
        ...decision,
        steps: [],
        lookAgainAfterMilliseconds: parkedMilliseconds,
      };
}

/** Who removes something knows best what that waits for. */
function withHindrances(decision: Decision, hindrances: Hindrance[]): Decision {
  if (!decision.closing || hindrances.length === 0) return decision;
  return {
    ...decision,
    reason: hindrances[0].reason,
    blockedBy: hindrances.flatMap(({ blockedBy }) => blockedBy),
  };
}

function afterFailure(decision: Decision, error: unknown): Decision {
  if (isWaiting(error)) {
    return {
      ...decision,
      steps: [],
      reason: error.message,
      lookAgainAfterMilliseconds: Math.max(
        error.afterMilliseconds ?? defaultWaitMilliseconds,
        // What is stuck is tried ever more seldom, whatever it says.
        decision.stuckSince ? decision.lookAgainAfterMilliseconds ?? 0 : 0,
      ),
    };
  }
  if (isRefused(error)) {
    const phase = decision.phase === 'terminating' ? decision.phase : 'failed';
    return {
      ...decision,
      steps: [],
      phase,
      reason: error.message,
      blockedBy: [error.message],
      lookAgainAfterMilliseconds: parkedMilliseconds,
    };
  }
  throw error;
}

function earliest(
  one: number | undefined,
  other: number | undefined,
): number | undefined {
  if (one === undefined) return other;
  return other === undefined ? one : Math.min(one, other);
}
