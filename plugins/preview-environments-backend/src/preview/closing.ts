import { Phase } from '@previewenv/plugin-preview-environments-common';
import { Step } from './decision';
import { Observed } from './facts';
import { PreviewRecord } from './record';

/** How long requests under way may still use a route that was taken away (rule 7.12). */
export const drainMilliseconds = 5_000;

/** How far the removal is, and what is to be done next. */
export interface ClosingState {
  phase: Extract<Phase, 'terminating' | 'gone'>;
  reason: string;
  blockedBy: string[];
  steps: Step[];
  drainingSince: Date | undefined;
  lookAgainAfterMilliseconds: number | undefined;
}

const lookOften = 2_000;
const lookSeldom = 15_000;

type Stage = (
  observed: Observed,
  record: PreviewRecord,
  now: Date,
) => ClosingState | undefined;

/** Nothing is concluded about a cluster that can't be seen, and nothing is abandoned in one that was taken out of the configuration. */
const reachable: Stage = ({ clusters }, record) => {
  const problems = record.clusters.flatMap(cluster => {
    const facts = clusters[cluster];
    if (!facts)
      return [
        `Cluster ${cluster} is no longer in previewEnvironments.clusters; put it back so that the preview can be removed there`,
      ];
    return [facts.workspace, facts.deployments, facts.routes].flatMap(fact =>
      fact.state === 'unknown' ? [fact.reason] : [],
    );
  });
  if (problems.length === 0) return undefined;
  const blockedBy = [...new Set(problems)];
  return waiting(record, {
    reason: blockedBy[0],
    blockedBy,
    steps: [],
    after: lookSeldom,
  });
};

const routes: Stage = ({ clusters }, record) => {
  const steps = record.clusters.flatMap(cluster => {
    const fact = clusters[cluster].routes;
    return fact.state === 'known' && fact.components.length > 0
      ? [
          {
            kind: 'destroy-edge-routes' as const,
            previewId: record.id,
            cluster,
            keep: [],
          },
        ]
      : [];
  });
  if (steps.length === 0) return undefined;
  return waiting(record, {
    reason: 'Taking the routes away.',
    steps,
    after: 500,
  });
};

/** Only what had a route can have requests under way. */
const drain: Stage = ({ clusters }, record, now) => {
  const running = record.clusters.some(cluster => {
    const fact = clusters[cluster].deployments;
    return fact.state === 'known' && fact.found.length > 0;
  });
  if (!running || record.url === undefined) return undefined;
  const since = record.steps.drainingSince ?? now;
  const left = since.getTime() + drainMilliseconds - now.getTime();
  if (left <= 0) return undefined;
  return {
    ...waiting(record, {
      reason: 'Letting the last requests finish.',
      steps: [],
      after: left,
    }),
    drainingSince: since,
  };
};

const deployments: Stage = ({ clusters }, record) => {
  const found = record.clusters.flatMap(cluster => {
    const fact = clusters[cluster].deployments;
    return fact.state === 'known' ? fact.found : [];
  });
  if (found.length === 0) return undefined;
  const names = found.map(({ name }) => name).join(', ');
  return waiting(record, {
    reason: `Removing ${names}.`,
    steps: found.map(deployment => ({
      kind: 'destroy-deployment' as const,
      deployment,
    })),
    after: lookOften,
  });
};

const workspaces: Stage = ({ clusters, policy }, record) => {
  const left = record.clusters.flatMap(cluster => {
    const { workspace } = clusters[cluster];
    return ['absent', 'foreign'].includes(workspace.state)
      ? []
      : [{ cluster, workspace }];
  });
  if (left.length === 0) return undefined;
  const namespace = `${policy.namespacePrefix}${record.id}`;
  const deleting = left.flatMap(({ workspace }) =>
    workspace.state === 'deleting' ? [workspace] : [],
  );
  return waiting(record, {
    reason: deleting[0]?.reason ?? `Removing the namespace ${namespace}.`,
    blockedBy: deleting.flatMap(({ blockedBy }) => blockedBy),
    steps: left.map(({ cluster }) => ({
      kind: 'destroy-workspace' as const,
      previewId: record.id,
      cluster,
      namespace,
    })),
    after: lookOften,
  });
};

/** A worker that lost its lease may still have a request under way that makes something again (rule 7.3). */
const oldWorkers: Stage = (
  { sinceTakeOverMilliseconds: since, takeOverGraceMilliseconds: grace },
  record,
) => {
  if (since === undefined || since >= grace) return undefined;
  return waiting(record, {
    reason: 'Making sure that nothing comes back.',
    steps: [],
    after: grace - since,
  });
};

/**
 * The close order (design decision 6): edge routes, drain, deployments, namespaces. Each stage lets the next one begin only when a
 * live read has found nothing left of its own.
 */
export function close(
  observed: Observed,
  record: PreviewRecord,
  now: Date,
): ClosingState {
  for (const stage of [
    reachable,
    routes,
    drain,
    deployments,
    workspaces,
    oldWorkers,
  ]) {
    const state = stage(observed, record, now);
    if (state) return state;
  }
  return {
    phase: 'gone',
    reason: '',
    blockedBy: [],
    steps: [],
    drainingSince: undefined,
    lookAgainAfterMilliseconds: undefined,
  };
}

function waiting(
  record: PreviewRecord,
  state: { reason: string; blockedBy?: string[]; steps: Step[]; after: number },
): ClosingState {
  return {
    phase: 'terminating',
    reason: state.reason,
    blockedBy: state.blockedBy ?? [],
    steps: state.steps,
    drainingSince: record.steps.drainingSince,
    lookAgainAfterMilliseconds: state.after,
  };
}
