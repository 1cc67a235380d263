import { setTimeout as wait } from 'node:timers/promises';
import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { PreviewEnvironmentsConfiguration } from '../configuration';
import { ArgoCdDeployer } from '../deployers/argocd';
import { CleanupJobs } from '../jobs';
import { RemovalCap } from '../preview';
import { Actor, BuildRequester } from '../reconciler';
import { Removals } from '../removals';
import { GatewayApiMeshRouter, GatewayApiRouter } from '../routing';
import { Store } from '../store';
import { OrphanRemover, Survey, Sweep, SweptCluster } from '../sweep';
import { Workspaces } from '../workspace';
import { runWithLease } from '../kubernetes';
import { Baselines } from './Baselines';
import { ClusterParts } from './ClusterParts';
import { Extensions } from './Extensions';

export interface SweepParts {
  configuration: PreviewEnvironmentsConfiguration;
  parts: ClusterParts;
  store: Store;
  removals: Removals;
  extensions: Extensions;
  logger: LoggerService;
}

/** A replica that died in a sweep is relieved after this. */
const timeout: HumanDuration = { seconds: 90 };
/** Less than the timeout: no request of ours is under way when another replica begins. */
const leaseMilliseconds = 75_000;
/** The first looks have more to say than the first sweep. */
const initialDelay: HumanDuration = { seconds: 30 };

/** How many removals that are inferred from absence may begin in one sweep (rule 7.21). */
export function capOf({
  sweep: { deletions, clusters, listing },
}: PreviewEnvironmentsConfiguration): RemovalCap {
  return {
    ...deletions,
    windowMilliseconds: Math.max(
      durationToMilliseconds(clusters.every),
      durationToMilliseconds(listing.every),
    ),
  };
}

/** Builds the sweep of the configured clusters from the rooms. */
export function makeSweep(options: SweepParts): {
  survey: Survey;
  sweep: Sweep;
} {
  const { configuration, parts, store, removals, logger } = options;
  const { instance, namespacePrefix, mode } = configuration;
  const clusters = parts.names.map(name => sweptCluster(name, options));
  const survey = new Survey({
    clusters,
    instance,
    namespacePrefix,
    store,
    logger,
  });
  const sweep = new Sweep({
    survey,
    store,
    removals,
    remover: makeRemover(options),
    clusters: parts.names,
    removes: mode !== 'observe',
    everyMilliseconds: durationToMilliseconds(
      configuration.sweep.clusters.every,
    ),
    logger,
  });
  return { survey, sweep };
}

/** One sweep at a time, whatever the number of replicas. */
export async function scheduleSweeps(options: {
  scheduler: SchedulerService;
  sweep: Sweep;
  /** Undefined where nothing may be written. */
  baselines: Baselines | undefined;
  every: HumanDuration;
}): Promise<void> {
  const { scheduler, sweep, baselines, every } = options;
  await scheduler.scheduleTask({
    id: 'sweep-clusters',
    scope: 'global',
    frequency: every,
    timeout,
    initialDelay,
    fn: async signal => {
      const end = performance.now() + leaseMilliseconds;
      const remainingMilliseconds = () => Math.max(0, end - performance.now());
      await sweep.sweep({ remainingMilliseconds, signal });
      if (baselines && !signal.aborted)
        await runWithLease(
          { generation: Date.now(), remainingMilliseconds },
          () => baselines.keep(),
        );
    },
  });
}

function sweptCluster(
  name: string,
  { parts, extensions }: SweepParts,
): SweptCluster {
  const { objects: argoCdObjects, settings } = parts.argoCd(name);
  return {
    name,
    objects: parts.routed(name).objects,
    argoCd: extensions.deployer
      ? undefined
      : {
          cluster: parts.objectSettings(name).argoCdCluster,
          namespace: settings.namespace,
          objects: argoCdObjects,
        },
  };
}

/** What goes is not built. */
const noBuilds: BuildRequester = {
  request: async ({ previewId }) => {
    throw new Error(`${previewId} is an orphan, nothing of it is built`);
  },
};

function makeRemover({ parts, store, extensions }: SweepParts): OrphanRemover {
  const workspaces = new Workspaces({ clusters: parts.workspace });
  const deployer =
    extensions.deployer ?? new ArgoCdDeployer({ argoCd: parts.argoCd });
  const router =
    extensions.trafficRouter ??
    new GatewayApiRouter({ clusters: parts.routed });
  const mesh =
    extensions.meshRouter ??
    new GatewayApiMeshRouter({ clusters: parts.meshed });
  const jobs = new CleanupJobs({ clusters: parts.jobs });
  return new OrphanRemover({
    sources: { workspaces, deployer, router, mesh },
    actor: new Actor({
      workspaces,
      deployer,
      router,
      mesh,
      jobs,
      builds: noBuilds,
    }),
    store,
    policy: parts.policy,
    now: () => new Date(),
    pause: async (milliseconds, signal) => {
      // The remover looks at the signal by itself.
      await wait(milliseconds, undefined, { signal }).catch(() => {});
    },
  });
}
