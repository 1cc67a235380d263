import {
  FailingHop,
  Phase,
} from '@previewenv/plugin-preview-environments-common';
import { Step } from '../decision';
import { DesiredPreview } from '../desired';
import { Observed } from '../facts';
import { PreviewRecord, Resync, StepTimes } from '../record';

/** Where a preview can be on its way to ready. */
export type OpeningPhase = Exclude<Phase, 'terminating' | 'gone' | 'asleep'>;

/** What a stage knows; `desired` already carries the digests that were found. */
export interface Situation {
  observed: Observed;
  desired: DesiredPreview;
  record: PreviewRecord | undefined;
  now: Date;
}

/** What stops a stage from letting the next one begin; undefined lets it. */
export interface Halt {
  phase: OpeningPhase;
  reason: string;
  blockedBy?: string[];
  /** Steps besides those of the stages passed so far. */
  steps?: Step[];
  stepTimes?: Partial<StepTimes>;
  resync?: Resync;
  /** Where a request gets no further, when that is what it waits for. */
  hop?: FailingHop;
  /** The page of the build that it waits for. */
  runUrl?: string;
  /** It does not work, and the fault is its own. */
  failing?: true;
  after: number | undefined;
}

export interface Stage {
  /** What must hold from here on; done again on every look, which repairs what somebody changed. */
  steps: (situation: Situation) => Step[];
  halt: (situation: Situation) => Halt | undefined;
}

/** Milliseconds until the next look, where nothing else is known to lead to one. */
export const soon = 2_000;
export const sometimes = 30_000;
export const seldom = 5 * 60_000;

/** Whether the last look was at the same commit; `observed` is as it is at the commit that runs. */
export function sameHead(
  record: PreviewRecord | undefined,
  { pullRequest }: Observed,
): boolean {
  const before = record?.commit ?? record?.pullRequest.head.sha;
  return before === pullRequest.head.sha;
}

export function minutes(milliseconds: number): string {
  return milliseconds < 60_000
    ? `${Math.round(milliseconds / 1_000)} s`
    : `${Math.round(milliseconds / 60_000)} min`;
}
