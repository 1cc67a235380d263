import { lookOften, Stage } from './stage';

/**
 * Argo CD takes away what it made, and answers 404 when it is done. What it leaves behind (`Delete=false`, hooks, objects that a
 * workload made) lives in the preview's namespace and goes with that: the AppProject admits neither cluster-scoped kinds nor other
 * namespaces (rule 7.6), so that an Application can't have made anything outside of it.
 */
export const deployments: Stage = {
  step: 'deployments',
  halt: ({ observed, record }) => {
    const found = record.clusters.flatMap(cluster => {
      const fact = observed.clusters[cluster].deployments;
      return fact.state === 'known' ? fact.found : [];
    });
    if (found.length === 0) return undefined;
    return {
      reason: `Removing ${found.map(({ name }) => name).join(', ')}.`,
      steps: found.map(deployment => ({
        kind: 'destroy-deployment' as const,
        deployment,
      })),
      after: lookOften,
    };
  },
};
