import { FailingHop } from '@previewenv/plugin-preview-environments-common';
import { Step } from '../decision';
import { DesiredComponent } from '../desired';
import { ComponentFacts } from '../facts';
import { resyncOf } from '../resync';
import { seldom, sometimes, soon, Stage } from './stage';

export const workspace: Stage = {
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
      if (status.state === 'foreign') {
        return {
          phase: 'failed',
          reason: status.reason,
          blockedBy: [namespace],
          after: seldom,
        };
      }
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

export const deployments: Stage = {
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
export const workloads: Stage = {
  steps: () => [],
  halt: ({ observed, desired, record, now }) => {
    const blocked = desired.components.flatMap(component => {
      const facts = observed.componentFacts[component.name];
      const problem = workloadProblem(component, facts);
      return problem ? [{ component, ...problem }] : [];
    });
    if (blocked.length === 0) return undefined;
    const worst = blocked.find(({ bad }) => bad) ?? blocked[0];
    const proven = record?.liveSha === observed.pullRequest.head.sha;
    const bad = proven ? ('degraded' as const) : ('failed' as const);
    const stuck = blocked.filter(({ stuck: gaveUp }) => gaveUp);
    const resync =
      stuck.length > 0
        ? resyncOf(record?.resync, observed.pullRequest.head.sha, now)
        : undefined;
    return {
      phase: worst.bad ? bad : 'deploying',
      reason: worst.reason,
      blockedBy: blocked.map(({ component }) => component.deployment.component),
      steps: resync?.due
        ? stuck.map(({ component: { deployment } }) => ({
            kind: 'resync-deployment' as const,
            deployment,
            reason: 'the last sync failed; trying again',
          }))
        : [],
      resync: resync?.remember,
      ...(worst.bad && { failing: true as const }),
      hop: worst.hop,
      // A route that is there already stays; it goes on showing the commit before, or what is left of this one.
      after: worst.bad ? sometimes : soon,
    };
  },
};

interface WorkloadProblem {
  reason: string;
  bad: boolean;
  stuck?: boolean;
  hop?: FailingHop;
}

function workloadProblem(
  { route }: DesiredComponent,
  facts: ComponentFacts,
): WorkloadProblem | undefined {
  const { deployment, workload } = facts;
  const { trouble, hop, reason } =
    workload.state === 'starting'
      ? workload
      : { trouble: undefined, hop: undefined, reason: '' };
  switch (deployment.state) {
    case 'absent':
      return { reason: 'Handing the deployment to Argo CD.', bad: false };
    case 'unknown':
      return { reason: deployment.reason, bad: false };
    case 'deleting':
      return { reason: deployment.reason, bad: false };
    case 'degraded':
      return {
        reason: trouble ?? deployment.reason,
        bad: true,
        stuck: deployment.stuck,
        hop,
      };
    case 'progressing':
      return {
        // Argo CD says that something is not healthy yet, the workload what.
        reason: trouble ?? (hop ? reason : deployment.reason),
        bad: trouble !== undefined,
        hop,
      };
    default:
      if (!route || workload.state === 'proven') return undefined;
      return {
        reason: trouble ?? workload.reason,
        bad: trouble !== undefined,
        hop,
      };
  }
}
