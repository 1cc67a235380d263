import { lookSeldom, Stage } from './stage';

/** Nothing is concluded about a cluster that can't be seen, and nothing is abandoned in one that was taken out of the configuration. */
export const clusters: Stage = {
  step: 'clusters',
  halt: ({ observed, record }) => {
    const problems = record.clusters.flatMap(cluster => {
      const facts = observed.clusters[cluster];
      if (!facts)
        return [
          `Cluster ${cluster} is no longer in previewEnvironments.clusters; put it back so that the preview can be removed there`,
        ];
      return [
        facts.workspace,
        facts.deployments,
        facts.routes,
        facts.overrides,
      ].flatMap(fact => (fact.state === 'unknown' ? [fact.reason] : []));
    });
    if (problems.length === 0) return undefined;
    const blockedBy = [...new Set(problems)];
    return { reason: blockedBy[0], blockedBy, after: lookSeldom };
  },
};
