import { isEqual } from 'lodash';
import {
  isRefused,
  isWaiting,
} from '@previewenv/plugin-preview-environments-node';
import {
  Claim,
  Decision,
  DesiredPreview,
  earliest,
  ObjectSummary,
  Observed,
  plan,
  PreviewRecord,
  Step,
  unsureOfFeedback,
} from '../preview';
import { LeaseEndingError } from '../kubernetes';
import { LookResult, Store } from '../store/types';
import { Actor, Hindrance } from './Actor';
import { LeaseLostError } from './failures';
import { Feedback } from './Feedback';
import { historyOf, nextRecord } from './nextRecord';
import { Further, Observer } from './Observer';
import { doubtOf, insist } from './secondThoughts';

/** While nothing but a person or a change can help. */
const parkedMilliseconds = 5 * 60_000;
const defaultWaitMilliseconds = 10_000;
/** What was written takes so long to show at the earliest. */
const settlingMilliseconds = 500;
/** Whatever is news for longer than that is told, even if it changes right now. */
const talkativeMilliseconds = 10_000;
/** More than any way to `deploying` has: whatever goes on for longer goes on in another look. */
const mostRounds = 6;

/** The end of a look, with what was written down before. */
export interface LookOutcome extends LookResult {
  before?: PreviewRecord;
}

/** Hears of a record that was written, and of the one before it. */
export type Recorded = (
  previewId: string,
  record: PreviewRecord | undefined,
  before: PreviewRecord | undefined,
) => void;

/** How one round of a look ended. */
interface Round {
  decision: Decision;
  /** What the next round of the same look can rest on; undefined when it would see nothing more. */
  further: Further | undefined;
  /** Something was written that does not show yet. */
  settling: boolean;
}

/**
 * One look at one preview: observe, plan, act, and say what to write down. It goes on in further rounds as long as one ends in something
 * that is known to be so without being looked at: what was written down, and guard rails, which are there once they are written.
 */
export class Look {
  readonly #store: Pick<Store, 'remember'>;
  readonly #observer: Pick<Observer, 'observe' | 'observeFurther'>;
  readonly #actor: Pick<Actor, 'act'>;
  readonly #feedback: Pick<Feedback, 'give'>;
  readonly #describe: (desired: DesiredPreview) => ObjectSummary[];
  readonly #recorded: Recorded;
  readonly #writes: boolean;
  readonly #now: () => Date;

  constructor(options: {
    store: Pick<Store, 'remember'>;
    observer: Pick<Observer, 'observe' | 'observeFurther'>;
    actor: Pick<Actor, 'act'>;
    feedback: Pick<Feedback, 'give'>;
    describe: (desired: DesiredPreview) => ObjectSummary[];
    /** Called after something was written down before the end of the look. */
    recorded: Recorded;
    /** False in the mode observe. */
    writes: boolean;
    now: () => Date;
  }) {
    this.#store = options.store;
    this.#observer = options.observer;
    this.#actor = options.actor;
    this.#feedback = options.feedback;
    this.#describe = options.describe;
    this.#recorded = options.recorded;
    this.#writes = options.writes;
    this.#now = options.now;
  }

  /** Throws a LeaseLostError when somebody else looks meanwhile. */
  async look(claim: Claim): Promise<LookOutcome> {
    const observation = await this.#observer.observe(claim);
    if (observation.kind === 'unreadable') {
      insist(claim, observation.reason);
      return {
        record: observation.record && afterwards(claim, observation.record),
        history: [],
        lookAgainAfterMilliseconds: undefined,
      };
    }
    const planned = this.#plan(claim.previewId, observation.observed);
    insist(claim, doubtOf(observation.observed, planned));
    if (planned.remember === 'forget')
      return {
        record: undefined,
        history: [],
        lookAgainAfterMilliseconds: undefined,
      };
    const { observed, decision, settling } = await this.#inRounds(
      claim,
      observation.observed,
      planned,
    );
    const record = afterwards(claim, this.#recordOf(claim, observed, decision));
    const said = this.#isWorthSaying(record, settling)
      ? await this.#feedback.give(record)
      : { record, lookAgainAfterMilliseconds: undefined };
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

  #isWorthSaying(record: PreviewRecord, settling: boolean): boolean {
    // Where nothing can be read, nothing can be written.
    if (record.doubt?.kind === 'unreadable') return false;
    const age = this.#now().getTime() - record.phaseSince.getTime();
    // The next look, in a moment, has better news; but not for ever, when two keep changing the same.
    return !settling || age >= talkativeMilliseconds;
  }

  async #inRounds(
    claim: Claim,
    first: Observed,
    firstPlan: Decision,
  ): Promise<Omit<Round, 'further'> & { observed: Observed }> {
    let observed = first;
    let planned = firstPlan;
    const done: Step[] = [];
    for (let round = 1; ; round++) {
      const { decision, further, settling } = mustBeRememberedFirst(
        observed.record,
        planned,
      )
        ? await this.#remember(claim, observed, planned)
        : await this.#act(observed, planned, done);
      if (!further || round === mostRounds)
        return { observed, decision, settling };
      observed = await this.#observer.observeFurther(claim, observed, further);
      planned = this.#plan(claim.previewId, observed);
    }
  }

  /** The end of a preview is written down together with the end of the look. */
  async #remember(
    claim: Claim,
    observed: Observed,
    planned: Decision,
  ): Promise<Round> {
    const decision = { ...planned, steps: [], lookAgainAfterMilliseconds: 0 };
    const record = this.#recordOf(claim, observed, decision);
    if (record.phase === 'gone') return over(decision);
    const history = historyOf(observed.record, record, claim.causes);
    if (!(await this.#store.remember(claim, { record, history })))
      throw new LeaseLostError();
    this.#recorded(claim.previewId, record, observed.record);
    return { decision, further: { record, complete: [] }, settling: false };
  }

  #recordOf(
    claim: Claim,
    observed: Observed,
    decision: Decision,
  ): PreviewRecord {
    return nextRecord(
      claim.previewId,
      observed,
      decision,
      decision.desired ? this.#describe(decision.desired) : [],
      this.#now(),
    );
  }

  /** Nothing can be late where nothing is removed. */
  #plan(previewId: string, observed: Observed): Decision {
    const planned = plan(previewId, observed, this.#now());
    return this.#writes
      ? planned
      : { ...planned, closing: undefined, stuckSince: undefined };
  }

  /** What an earlier round of the look has done is not asked for again: it would only be read, object by object. */
  async #act(
    observed: Observed,
    decision: Decision,
    done: Step[],
  ): Promise<Round> {
    if (!this.#writes) return over(unwritten(decision));
    const steps = decision.steps.filter(
      step => !done.some(earlier => isEqual(earlier, step)),
    );
    try {
      const { changed, hindrances } = await this.#actor.act(steps);
      done.push(...steps);
      const after = withHindrances(decision, hindrances);
      if (!changed) return over(after);
      return {
        decision: {
          ...after,
          // Looking at once would only see the old state again.
          lookAgainAfterMilliseconds: earliest(
            decision.lookAgainAfterMilliseconds,
            settlingMilliseconds,
          ),
        },
        further: furtherAfter(observed, decision),
        settling: true,
      };
    } catch (error) {
      return over(afterFailure(decision, error));
    }
  }
}

/** Nothing is left to do in this look, and nothing that was done has yet to show. */
function over(decision: Decision): Round {
  return { decision, further: undefined, settling: false };
}

/** What a look before it did not write down it may have told. */
function afterwards({ unfinished }: Claim, record: PreviewRecord) {
  return unfinished > 0 ? unsureOfFeedback(record) : record;
}

/** Every write of a workspace was confirmed: where it was missing, it is there now. */
function furtherAfter(
  { record, clusters }: Observed,
  { steps }: Decision,
): Further | undefined {
  const complete = steps.flatMap(step =>
    step.kind === 'ensure-workspace' &&
    clusters[step.workspace.cluster].workspace.state !== 'complete'
      ? [step.workspace.cluster]
      : [],
  );
  return complete.length > 0 ? { record, complete } : undefined;
}

/**
 * The tombstone, or that it is to sleep, is written before the first deletion, and a cluster, and what will have to be cleaned up, before anything is made:
 * whoever dies in between leaves a record that the next look continues from.
 */
function mustBeRememberedFirst(
  record: PreviewRecord | undefined,
  decision: Decision,
): boolean {
  if (decision.begins) return true;
  if (
    (decision.phase === 'terminating' || decision.phase === 'asleep') &&
    record?.phase !== decision.phase
  )
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
  if (decision.phase === 'asleep') {
    // Who put it to sleep is what the pull request is told, and what else goes on in a few seconds is no news there.
    const blockedBy = hindrances.flatMap(hindrance =>
      hindrance.blockedBy.length > 0 ? hindrance.blockedBy : [hindrance.reason],
    );
    return { ...decision, blockedBy };
  }
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
      // What was found out is more than that there was no time left to act upon it.
      reason:
        error instanceof LeaseEndingError ? decision.reason : error.message,
      lookAgainAfterMilliseconds: Math.max(
        error.afterMilliseconds ?? defaultWaitMilliseconds,
        // What is stuck is tried ever more seldom, whatever it says.
        decision.stuckSince ? decision.lookAgainAfterMilliseconds ?? 0 : 0,
      ),
    };
  }
  if (isRefused(error)) {
    const phase = ['terminating', 'asleep'].includes(decision.phase)
      ? decision.phase
      : 'failed';
    return {
      ...decision,
      steps: [],
      phase,
      reason: error.message,
      failingHop: error.hop ?? decision.failingHop,
      blockedBy: [error.message],
      lookAgainAfterMilliseconds: parkedMilliseconds,
    };
  }
  throw error;
}
