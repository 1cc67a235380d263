import { FailingHop } from '@previewenv/plugin-preview-environments-common';
import {
  DesiredMeshRoute,
  meshTargetName,
} from '@previewenv/plugin-preview-environments-node';
import { DesiredComponent } from '../desired';
import { MeshFacts, Observed } from '../facts';
import { minutes, sameHead, seldom, sometimes, Stage } from './stage';

/** Before anything else is on the Service: from the first route on, requests that match none are refused (rule 7.12). */
export const baselines: Stage = {
  steps: ({ desired }) =>
    desired.components.flatMap(({ mesh }) =>
      mesh.map(({ target }) => ({
        kind: 'ensure-baseline-route' as const,
        target,
      })),
    ),
  halt: () => undefined,
};

/** Last of all: callers are led to what was proven to answer, and only where everybody else still reaches the baseline. */
export const overrides: Stage = {
  steps: ({ desired }) =>
    desired.components.flatMap(({ mesh }) => mesh.map(ensure)),
  halt: ({ observed, desired, record, now }) => {
    const waiting = desired.components.flatMap(component =>
      problemsOf(component, observed),
    );
    if (waiting.length === 0) return undefined;
    const [{ reason, hop, target, timeoutMilliseconds }] = waiting;
    const since =
      (sameHead(record, observed) ? record?.steps.verifyingSince : undefined) ??
      now;
    const waited = now.getTime() - since.getTime();
    const common = {
      hop,
      blockedBy: [target],
      stepTimes: { verifyingSince: since },
      steps: desired.components.flatMap(component =>
        component.mesh
          .filter(
            (_, index) =>
              factsOf(component, observed)[index]?.baseline.state ===
              'accepted',
          )
          .map(ensure),
      ),
    };
    if (record?.liveSha === observed.pullRequest.head.sha)
      return { ...common, phase: 'degraded', reason, after: sometimes };
    return waited < timeoutMilliseconds
      ? {
          ...common,
          phase: 'verifying',
          reason,
          after: Math.min(sometimes, Math.max(1_000, waited / 10)),
        }
      : {
          ...common,
          phase: 'failed',
          reason: `${reason} (for ${minutes(timeoutMilliseconds)})`,
          failing: true,
          after: seldom,
        };
  },
};

interface MeshProblem {
  reason: string;
  hop: FailingHop | undefined;
  target: string;
  timeoutMilliseconds: number;
}

function ensure(route: DesiredMeshRoute) {
  return { kind: 'ensure-mesh-route' as const, route };
}

function factsOf({ name }: DesiredComponent, observed: Observed): MeshFacts[] {
  return observed.componentFacts[name].mesh;
}

function problemsOf(
  component: DesiredComponent,
  observed: Observed,
): MeshProblem[] {
  const timeoutMilliseconds = component.route?.probe.timeoutMilliseconds ?? 0;
  return component.mesh.flatMap((route, index) => {
    const target = meshTargetName(route.target);
    const problem = problemOf(target, factsOf(component, observed)[index]);
    return problem ? [{ ...problem, target, timeoutMilliseconds }] : [];
  });
}

function problemOf(
  target: string,
  facts: MeshFacts | undefined,
): Pick<MeshProblem, 'reason' | 'hop'> | undefined {
  const unaccepted =
    facts &&
    [facts.baseline, facts.override].find(({ state }) => state !== 'accepted');
  if (facts && !unaccepted) return undefined;
  return {
    reason:
      unaccepted && 'reason' in unaccepted
        ? unaccepted.reason
        : `Leading calls of ${target} to the preview.`,
    hop: unaccepted && 'hop' in unaccepted ? unaccepted.hop : undefined,
  };
}
