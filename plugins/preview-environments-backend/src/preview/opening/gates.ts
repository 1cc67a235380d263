import { PreviewRecord } from '../record';
import { OpeningPhase, sometimes, Stage } from './stage';

export const admission: Stage = {
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
export const visibility: Stage = {
  steps: () => [],
  halt: ({ observed, desired, record }) => {
    for (const { cluster } of desired.workspaces) {
      const facts = observed.clusters[cluster];
      const unknown = [
        facts.workspace,
        facts.deployments,
        facts.routes,
        facts.overrides,
      ].find(fact => fact.state === 'unknown');
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

/** A preview that stood keeps its phase while nobody can look. */
function standing(record: PreviewRecord | undefined): OpeningPhase | undefined {
  return record &&
    [
      'ready',
      'degraded',
      'deploying',
      'verifying',
      'failed',
      'awaiting-image',
    ].includes(record.phase)
    ? (record.phase as OpeningPhase)
    : undefined;
}
