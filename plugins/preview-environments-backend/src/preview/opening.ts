import { Phase } from '@previewenv/plugin-preview-environments-common';
import { Step } from './decision';
import { DesiredComponent, DesiredPreview, withImages } from './desired';
import { ComponentFacts, Observed } from './facts';
import { FoundImage, PreviewRecord, StepTimes } from './record';

/** How far the preview has come, and what is to be done next. */
export interface OpeningState {
  phase: Exclude<Phase, 'terminating' | 'gone' | 'asleep'>;
  reason: string;
  blockedBy: string[];
  steps: Step[];
  stepTimes: StepTimes;
  /** True when a request through the gateway has just proven the head commit. */
  proven: boolean;
  lookAgainAfterMilliseconds: number | undefined;
}

/** What a stage knows; `desired` already carries the digests that were found. */
interface Situation {
  observed: Observed;
  desired: DesiredPreview;
  record: PreviewRecord | undefined;
  now: Date;
}

/** What stops a stage from letting the next one begin; undefined lets it. */
interface Halt {
  phase: OpeningState['phase'];
  reason: string;
  blockedBy?: string[];
  /** Steps besides those of the stages passed so far. */
  steps?: Step[];
  stepTimes?: Partial<StepTimes>;
  after: number | undefined;
}

interface Stage {
  /** What must hold from here on; done again on every look, which repairs what somebody changed. */
  steps: (situation: Situation) => Step[];
  halt: (situation: Situation) => Halt | undefined;
}

const soon = 2_000;
const sometimes = 30_000;
const seldom = 5 * 60_000;

const noTimes: StepTimes = {
  awaitingImageSince: undefined,
  verifyingSince: undefined,
  drainingSince: undefined,
};

/**
 * The way to `ready` (rule 7.12): admission, images, workspace, workload, edge route, probe. Every stage that was passed keeps its
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
    deployments,
    workloads,
    routes,
    strays,
    probes,
  ]) {
    const halt = stage.halt(situation);
    if (halt) {
      return {
        phase: halt.phase,
        reason: halt.reason,
        blockedBy: halt.blockedBy ?? [],
        steps: [...steps, ...(halt.steps ?? [])],
        stepTimes: { ...noTimes, ...halt.stepTimes },
        proven: false,
        lookAgainAfterMilliseconds: halt.after,
      };
    }
    steps.push(...stage.steps(situation));
  }
  return {
    phase: 'ready',
    reason: readyReason(desired),
    blockedBy: [],
    steps,
    stepTimes: noTimes,
    proven: true,
    lookAgainAfterMilliseconds: undefined,
  };
}

const admission: Stage = {
  steps: () => [],
  halt: ({ observed: { admission: answer } }) => {
    if (!answer || answer.admitted) return undefined;
    const limit =
      answer.limit === 'total' ? 'all previews together' : 'this repository';
    return {
      phase: 'queued',
      reason: `The limit for ${limit} is reached; ${
        answer.ahead === 0
          ? 'this one is next'
          : `${answer.ahead} more are ahead`
      }.`,
      blockedBy: [`previewEnvironments.limits.${answer.limit}`],
      after: sometimes,
    };
  },
};

/** Nothing is written to a cluster that can't be read, and what runs there keeps its phase. */
const visibility: Stage = {
  steps: () => [],
  halt: ({ observed, desired, record }) => {
    for (const { cluster } of desired.workspaces) {
      const facts = observed.clusters[cluster];
      const unknown = [facts.workspace, facts.deployments, facts.routes].find(
        fact => fact.state === 'unknown',
      );
      if (unknown?.state === 'unknown') {
        return {
          phase: standing(record) ?? 'provisioning',
          reason: unknown.reason,
          blockedBy: [unknown.reason],
          after: sometimes,
        };
      }
    }
    return undefined;
  },
};

/** The commit's images exist before anything of it is deployed; meanwhile the commit before stays. */
const images: Stage = {
  steps: () => [],
  halt: ({ observed, desired, record, now }) => {
    const since = sameHead(record, observed)
      ? record?.steps.awaitingImageSince ?? now
      : now;
    for (const component of desired.components) {
      const facts = observed.componentFacts[component.name];
      for (const [
        index,
        { image, waitMilliseconds },
      ] of component.images.entries()) {
        const status = facts.images[index];
        if (status.state === 'found') continue;
        const name = `${image.name}:${image.tag}`;
        const waited = now.getTime() - since.getTime();
        const why = status.state === 'unknown' ? ` (${status.reason})` : '';
        const common = {
          blockedBy: [name],
          stepTimes: { awaitingImageSince: since },
        };
        return waited < waitMilliseconds
          ? {
              ...common,
              phase: 'awaiting-image',
              reason: `Waiting for ${name}${why}`,
              after: imageLookInterval(waited),
            }
          : {
              ...common,
              phase: 'failed',
              reason: `${name} was not there after ${minutes(
                waitMilliseconds,
              )}${why}. Has its build failed?`,
              after: seldom,
            };
      }
    }
    return undefined;
  },
};

const workspace: Stage = {
  steps: ({ desired }) =>
    desired.workspaces.map(wanted => ({
      kind: 'ensure-workspace',
      workspace: wanted,
    })),
  halt: ({ observed, desired }) => {
    const steps = workspace.steps({
      observed,
      desired,
      record: undefined,
      now: new Date(0),
    });
    for (const { cluster, namespace } of desired.workspaces) {
      const { workspace: status } = observed.clusters[cluster];
      if (status.state === 'deleting') {
        return {
          phase: 'provisioning',
          reason: `Waiting until the old namespace ${namespace} is gone: ${status.reason}`,
          blockedBy: status.blockedBy,
          after: soon,
        };
      }
      if (status.state !== 'complete') {
        return {
          phase: 'provisioning',
          reason:
            status.state === 'incomplete'
              ? status.reason
              : `Making the namespace ${namespace}.`,
          steps,
          after: soon,
        };
      }
    }
    return undefined;
  },
};

const deployments: Stage = {
  steps: ({ desired, record }) =>
    desired.components.flatMap(({ deployment }): Step[] => [
      { kind: 'ensure-deployment', deployment },
      ...(record?.redeploy
        ? [
            {
              kind: 'resync-deployment' as const,
              deployment,
              reason: `redeploy asked for by ${record.redeploy.requestedBy}`,
            },
          ]
        : []),
    ]),
  halt: () => undefined,
};

/** Healthy is not enough: every ready pod must run the commit's image. */
const workloads: Stage = {
  steps: () => [],
  halt: ({ observed, desired, record }) => {
    const blocked = desired.components.flatMap(component => {
      const facts = observed.componentFacts[component.name];
      const problem = workloadProblem(component, facts);
      return problem ? [{ component, ...problem }] : [];
    });
    if (blocked.length === 0) return undefined;
    const worst = blocked.find(({ bad }) => bad) ?? blocked[0];
    const proven = record?.liveSha === observed.pullRequest.head.sha;
    const bad = proven ? ('degraded' as const) : ('failed' as const);
    return {
      phase: worst.bad ? bad : 'deploying',
      reason: worst.reason,
      blockedBy: blocked.map(({ component }) => component.deployment.component),
      // A route that is there already stays; it goes on showing the commit before, or what is left of this one.
      after: worst.bad ? sometimes : soon,
    };
  },
};

const routes: Stage = {
  steps: ({ desired }) =>
    desired.components.flatMap(({ route }) =>
      route ? [{ kind: 'ensure-edge-route' as const, route }] : [],
    ),
  halt: () => undefined,
};

/** What the definitions no longer ask for goes, after what replaces it is there. */
const strays: Stage = {
  steps: ({ observed, desired, record }) =>
    [
      ...new Set([
        ...(record?.clusters ?? []),
        ...desired.workspaces.map(({ cluster }) => cluster),
      ]),
    ].flatMap(cluster => {
      const facts = observed.clusters[cluster];
      // One that was taken out of the configuration; closing says so.
      if (!facts) return [];
      const wanted = desired.components.filter(
        component => component.cluster === cluster,
      );
      const routed = wanted.flatMap(({ route, name }) => (route ? [name] : []));
      const strayRoutes =
        facts.routes.state === 'known' &&
        facts.routes.components.some(name => !routed.includes(name));
      const strayDeployments =
        facts.deployments.state === 'known'
          ? facts.deployments.found.filter(
              ({ component }) => !wanted.some(({ name }) => name === component),
            )
          : [];
      const previewId = desired.components[0].deployment.previewId;
      return [
        ...(strayRoutes
          ? [
              {
                kind: 'destroy-edge-routes' as const,
                previewId,
                cluster,
                keep: routed,
              },
            ]
          : []),
        ...strayDeployments.map(deployment => ({
          kind: 'destroy-deployment' as const,
          deployment,
        })),
      ];
    }),
  halt: () => undefined,
};

const probes: Stage = {
  steps: () => [],
  halt: ({ observed, desired, record, now }) => {
    const proven = record?.liveSha === observed.pullRequest.head.sha;
    const since =
      (sameHead(record, observed) ? record?.steps.verifyingSince : undefined) ??
      now;
    for (const { name, route } of desired.components) {
      if (!route) continue;
      const reason = routeProblem(route.host, observed.componentFacts[name]);
      if (!reason) continue;
      const late =
        now.getTime() - since.getTime() >= route.probe.timeoutMilliseconds;
      const stepTimes = { verifyingSince: since };
      if (proven)
        return {
          phase: 'degraded',
          reason,
          blockedBy: [route.host],
          stepTimes,
          after: sometimes,
        };
      return late
        ? {
            phase: 'failed',
            reason: `${reason} (for ${minutes(
              route.probe.timeoutMilliseconds,
            )})`,
            blockedBy: [route.host],
            stepTimes,
            after: seldom,
          }
        : {
            phase: 'verifying',
            reason,
            blockedBy: [route.host],
            stepTimes,
            after: 1_000,
          };
    }
    return undefined;
  },
};

function workloadProblem(
  { route }: DesiredComponent,
  facts: ComponentFacts,
): { reason: string; bad: boolean } | undefined {
  const { deployment, workload } = facts;
  const trouble = workload.state === 'starting' ? workload.trouble : undefined;
  switch (deployment.state) {
    case 'absent':
      return { reason: 'Handing the deployment to Argo CD.', bad: false };
    case 'unknown':
      return { reason: deployment.reason, bad: false };
    case 'deleting':
      return { reason: deployment.reason, bad: false };
    case 'degraded':
      return { reason: trouble ?? deployment.reason, bad: true };
    case 'progressing':
      return {
        reason: trouble ?? deployment.reason,
        bad: trouble !== undefined,
      };
    default:
      if (!route || workload.state === 'proven') return undefined;
      return { reason: trouble ?? workload.reason, bad: trouble !== undefined };
  }
}

function routeProblem(
  host: string,
  { route, probe }: ComponentFacts,
): string | undefined {
  if (
    route.state === 'unknown' ||
    route.state === 'pending' ||
    route.state === 'deleting'
  )
    return route.reason;
  if (route.state === 'absent') return `Making the route for ${host}.`;
  if (probe.state === 'failed') return probe.reason;
  return probe.state === 'answered'
    ? undefined
    : `Asking ${host} through the gateway.`;
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

function sameHead(
  record: PreviewRecord | undefined,
  { pullRequest }: Observed,
): boolean {
  return record?.pullRequest.head.sha === pullRequest.head.sha;
}

/** A preview that stood keeps its phase while nobody can look. */
function standing(
  record: PreviewRecord | undefined,
): OpeningState['phase'] | undefined {
  return record &&
    [
      'ready',
      'degraded',
      'deploying',
      'verifying',
      'failed',
      'awaiting-image',
    ].includes(record.phase)
    ? (record.phase as OpeningState['phase'])
    : undefined;
}

function readyReason(desired: DesiredPreview): string {
  return desired.components.some(({ route }) => route)
    ? 'Answers with the head commit.'
    : 'Synced and healthy.';
}

/** Often at first, when a build is likely to end, then ever more seldom; at most every half minute. */
function imageLookInterval(waitedMilliseconds: number): number {
  return Math.min(sometimes, Math.max(soon, waitedMilliseconds / 10));
}

function minutes(milliseconds: number): string {
  return milliseconds < 60_000
    ? `${Math.round(milliseconds / 1_000)} s`
    : `${Math.round(milliseconds / 60_000)} min`;
}
