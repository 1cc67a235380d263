import { FailingHop } from '@previewenv/plugin-preview-environments-common';
import { meshTargetName } from '@previewenv/plugin-preview-environments-node';
import { ComponentFacts } from '../facts';
import { minutes, sameHead, seldom, sometimes, Stage } from './stage';

export const routes: Stage = {
  steps: ({ desired }) =>
    desired.components.flatMap(({ route }) =>
      route ? [{ kind: 'ensure-edge-route' as const, route }] : [],
    ),
  halt: () => undefined,
};

/** What the definitions no longer ask for goes, after what replaces it is there. */
export const strays: Stage = {
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
      const overridden = wanted.flatMap(({ mesh }) =>
        mesh.map(({ target }) => meshTargetName(target)),
      );
      const strayOverrides =
        facts.overrides.state === 'known' &&
        facts.overrides.targets.some(name => !overridden.includes(name));
      const strayDeployments =
        // Callers are led elsewhere before what they reach goes.
        facts.deployments.state === 'known' && !strayOverrides
          ? facts.deployments.found.filter(
              ({ component }) => !wanted.some(({ name }) => name === component),
            )
          : [];
      const previewId = desired.components[0].deployment.previewId;
      return [
        ...(strayOverrides
          ? [
              {
                kind: 'destroy-mesh-routes' as const,
                previewId,
                cluster,
                keep: overridden,
              },
            ]
          : []),
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

export const probes: Stage = {
  steps: () => [],
  halt: ({ observed, desired, record, now }) => {
    const proven = record?.liveSha === observed.pullRequest.head.sha;
    const since =
      (sameHead(record, observed) ? record?.steps.verifyingSince : undefined) ??
      now;
    for (const { name, route } of desired.components) {
      if (!route) continue;
      const problem = routeProblem(route.host, observed.componentFacts[name]);
      if (!problem) continue;
      const { reason, hop } = problem;
      const waited = now.getTime() - since.getTime();
      const late = waited >= route.probe.timeoutMilliseconds;
      const stepTimes = { verifyingSince: since };
      if (proven)
        return {
          phase: 'degraded',
          reason,
          hop,
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
            hop,
            blockedBy: [route.host],
            stepTimes,
            failing: true,
            after: seldom,
          }
        : {
            phase: 'verifying',
            reason,
            hop,
            blockedBy: [route.host],
            stepTimes,
            after: probeInterval(waited),
          };
    }
    return undefined;
  },
};

function routeProblem(
  host: string,
  { route, probe }: ComponentFacts,
): { reason: string; hop?: FailingHop } | undefined {
  switch (route.state) {
    case 'unknown':
    case 'deleting':
      return { reason: route.reason };
    case 'pending':
      return { reason: route.reason, hop: route.hop };
    case 'absent':
      return { reason: `Making the route for ${host}.` };
    default:
  }
  if (probe.state === 'failed') return { reason: probe.reason, hop: probe.hop };
  return probe.state === 'answered'
    ? undefined
    : { reason: `Asking ${host} through the gateway.` };
}

/** Every second while a route is likely to begin to work, then ever more seldom; at most every half minute. */
function probeInterval(waitedMilliseconds: number): number {
  return Math.min(sometimes, Math.max(1_000, waitedMilliseconds / 10));
}
