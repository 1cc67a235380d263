import { CleanupRun } from '../cleanup';
import { Step } from '../decision';
import { Observed } from '../facts';
import { ClosingStep, PreviewRecord } from '../record';

/** What of an observation a removal depends on. */
export type ClosingFacts = Pick<
  Observed,
  | 'policy'
  | 'clusters'
  | 'cleanup'
  | 'remains'
  | 'sinceTakeOverMilliseconds'
  | 'takeOverGraceMilliseconds'
>;

/** What a stage of the removal knows. */
export interface Situation {
  observed: ClosingFacts;
  record: PreviewRecord;
  now: Date;
}

/** What is left of a stage, which keeps the next one from beginning. */
export interface Halt {
  reason: string;
  /** What holds it up, by name. Empty while it is only a matter of time. */
  blockedBy?: string[];
  steps?: Step[];
  drainingSince?: Date;
  /** What has become of the clean-up Jobs. */
  cleanup?: CleanupRun[];
  /** Milliseconds until the next look. */
  after: number;
}

/** One place that has to be empty before the next one is touched. */
export interface Stage {
  step: ClosingStep;
  /** Undefined lets the next stage begin: only when a live read has found nothing left. */
  halt: (situation: Situation) => Halt | undefined;
}

/** Milliseconds until the next look, where a watch usually is faster. */
export const lookOften = 2_000;
export const lookSeldom = 15_000;
