import { FailingHop } from '@previewenv/plugin-preview-environments-common';
import { Step } from '../decision';
import { DesiredComponent, DesiredPreview, withImages } from '../desired';
import { Observed } from '../facts';
import { FoundImage, Resync, StepTimes } from '../record';
import { admission, visibility } from './gates';
import { images } from './images';
import { baselines, overrides } from './mesh';
import { probes, routes, strays } from './reachable';
import { deployments, workloads, workspace } from './running';
import { OpeningPhase, Situation } from './stage';

/** How far the preview has come, and what is to be done next. */
export interface OpeningState {
  phase: OpeningPhase;
  reason: string;
  blockedBy: string[];
  /** The page of the build that it waits for; undefined when it waits for none, or none is known. */
  runUrl?: string;
  steps: Step[];
  stepTimes: StepTimes;
  /** Undefined: nothing is stuck. */
  resync: Resync | undefined;
  /** Whether it does not work by a fault of its own; undefined when that can't be told yet. */
  failing: boolean | undefined;
  /** Where a request to it gets no further; undefined when it was not let that far, or answers. */
  failingHop: FailingHop | undefined;
  /** True when a request through the gateway has just proven the head commit. */
  proven: boolean;
  lookAgainAfterMilliseconds: number | undefined;
}

const noTimes: StepTimes = {
  awaitingImageSince: undefined,
  verifyingSince: undefined,
  drainingSince: undefined,
};

/**
 * The way to `ready` (rule 7.12): admission, images, workspace, the baseline's routes,
 * workload, edge route, probe, mesh overrides. Every stage that was passed keeps its
 * steps, the first that halts gives the phase and the reason.
 */
export function open(
  observed: Observed,
  desired: DesiredPreview,
  now: Date,
): OpeningState {
  const situation: Situation = {
    observed,
    desired: {
      ...desired,
      components: desired.components.map(component =>
        withImages(component, foundImages(observed, component)),
      ),
    },
    record: observed.record,
    now,
  };
  const steps: Step[] = [];
  for (const stage of [
    admission,
    visibility,
    images,
    workspace,
    baselines,
    deployments,
    workloads,
    routes,
    strays,
    probes,
    overrides,
  ]) {
    const halt = stage.halt(situation);
    if (halt) {
      return {
        phase: halt.phase,
        reason: halt.reason,
        blockedBy: halt.blockedBy ?? [],
        runUrl: halt.runUrl,
        steps: [...steps, ...(halt.steps ?? [])],
        stepTimes: { ...noTimes, ...halt.stepTimes },
        resync: halt.resync,
        failing: halt.failing,
        failingHop: halt.hop,
        proven: false,
        lookAgainAfterMilliseconds: halt.after,
      };
    }
    steps.push(...stage.steps(situation));
  }
  return {
    phase: 'ready',
    reason: readyReason(desired, observed),
    blockedBy: [],
    steps,
    stepTimes: noTimes,
    resync: undefined,
    failing: false,
    failingHop: undefined,
    proven: true,
    lookAgainAfterMilliseconds: undefined,
  };
}

/** The images of the head commit that the registry has; found once, they are not looked for again. */
function foundImages(
  observed: Observed,
  component: DesiredComponent,
): FoundImage[] {
  return observed.componentFacts[component.name].images.flatMap(status =>
    status.state === 'found' ? [status.image] : [],
  );
}

function readyReason(
  { components }: DesiredPreview,
  { componentFacts }: Observed,
): string {
  const answers = components.flatMap(({ name, route }) =>
    route ? [componentFacts[name].probe] : [],
  );
  if (answers.length === 0) return 'Synced and healthy.';
  return answers.some(answer => answer.state === 'answered' && answer.login)
    ? 'Behind login, application not probed; its pods run the head commit.'
    : 'Answers with the head commit.';
}
