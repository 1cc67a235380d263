import { PreviewRecord } from '../record';
import {
  minutes,
  OpeningPhase,
  sameHead,
  seldom,
  sometimes,
  soon,
  Stage,
} from './stage';

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

/** The commit's images exist before anything of it is deployed; meanwhile the commit before stays. */
export const images: Stage = {
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
              failing: true,
              after: seldom,
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

/** Often at first, when a build is likely to end, then ever more seldom; at most every half minute. */
function imageLookInterval(waitedMilliseconds: number): number {
  return Math.min(sometimes, Math.max(soon, waitedMilliseconds / 10));
}
