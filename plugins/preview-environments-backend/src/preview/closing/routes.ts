import { Stage } from './stage';

/** How long requests under way may still use a route that was taken away (rule 7.12). */
export const drainMilliseconds = 5_000;

export const routes: Stage = {
  step: 'routes',
  halt: ({ observed, record, now }) => {
    const left = record.clusters.flatMap(cluster => {
      const fact = observed.clusters[cluster].routes;
      return fact.state === 'known' && fact.components.length > 0
        ? [{ cluster, components: fact.components }]
        : [];
    });
    if (left.length === 0) return undefined;
    const names = left.flatMap(({ components }) => components);
    return {
      reason: `Taking away the route of ${names.join(', ')}.`,
      steps: left.map(({ cluster }) => ({
        kind: 'destroy-edge-routes' as const,
        previewId: record.id,
        cluster,
        keep: [],
      })),
      drainingSince: now,
      after: 500,
    };
  },
};

/** Only what had a route a moment ago can have requests under way. */
export const drain: Stage = {
  step: 'drain',
  halt: ({ observed, record, now }) => {
    const running = record.clusters.some(cluster => {
      const fact = observed.clusters[cluster].deployments;
      return fact.state === 'known' && fact.found.length > 0;
    });
    const { drainingSince } = record.steps;
    if (!running || !drainingSince) return undefined;
    // What another clock wrote may lie ahead of ours, by as much as a clock can be wrong.
    const since = drainingSince < now ? drainingSince : now;
    const left = since.getTime() + drainMilliseconds - now.getTime();
    return left <= 0
      ? undefined
      : {
          reason: 'Letting the last requests finish.',
          drainingSince: since,
          after: left,
        };
  },
};
