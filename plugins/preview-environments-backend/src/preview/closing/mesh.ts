import { drainMilliseconds } from './routes';
import { Stage } from './stage';

/** First of all, so that callers that carry the key are answered by the baseline before the preview stops answering (rule 7.12). */
export const mesh: Stage = {
  step: 'mesh',
  halt: ({ observed, record }) => {
    const left = record.clusters.flatMap(cluster => {
      const fact = observed.clusters[cluster].overrides;
      return fact.state === 'known' && fact.targets.length > 0
        ? [{ cluster, targets: fact.targets }]
        : [];
    });
    if (left.length === 0) return undefined;
    const names = left.flatMap(({ targets }) => targets);
    return {
      reason: `Leading calls of ${names.join(', ')} back to the baseline.`,
      steps: left.map(({ cluster }) => ({
        kind: 'destroy-mesh-routes' as const,
        previewId: record.id,
        cluster,
        keep: [],
      })),
      after: 500,
    };
  },
};

/** Sidecars learn of it one after the other. The time runs from the first look that found no override any more, as the progress of the removal tells. */
export const meshDrain: Stage = {
  step: 'mesh-drain',
  halt: ({ observed, record: { closing, clusters }, now }) => {
    const running = clusters.some(cluster => {
      const fact = observed.clusters[cluster].deployments;
      return fact.state === 'known' && fact.found.length > 0;
    });
    if (!running || !closing) return undefined;
    const since =
      closing.step === 'mesh-drain' && closing.since < now
        ? closing.since
        : now;
    if (closing.step !== 'mesh' && closing.step !== 'mesh-drain')
      return undefined;
    const left = since.getTime() + drainMilliseconds - now.getTime();
    return left <= 0
      ? undefined
      : { reason: 'Letting the last calls finish.', after: left };
  },
};
