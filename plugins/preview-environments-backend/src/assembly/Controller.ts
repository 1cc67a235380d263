import { hostname } from 'node:os';
import { LoggerService } from '@backstage/backend-plugin-api';
import { CodeHost } from '@previewenv/plugin-preview-environments-node';
import { Alerts, LeaseNotices } from '../alerts';
import { Builds } from '../builds';
import { Contributors } from '../codehosts';
import { CommentCommands } from '../commands';
import { PreviewEnvironmentsConfiguration } from '../configuration';
import { ArgoCdDeployer } from '../deployers/argocd';
import {
  Actor,
  describeObjects,
  Feedback,
  lookWhereEndsMoved,
  ImageSource,
  Look,
  Observer,
  PullRequestReadings,
  Reconciler,
  Recorded,
  tellOfStuck,
} from '../reconciler';
import { CleanupJobs } from '../jobs';
import { Application, Namespace, selectorOf } from '../kubernetes';
import { PreviewMetrics } from '../metrics';
import { Remains } from '../remains';
import { Removals } from '../removals';
import {
  Definitions,
  FollowedRepositories,
  NamedDefinitions,
  WatchedRepositories,
} from '../repositories';
import { edgeKinds, GatewayApiMeshRouter, GatewayApiRouter } from '../routing';
import { ChangeSignals } from '../signals';
import { Store } from '../store';
import { SystemNames } from '../verification';
import { ContentSource, Workloads } from '../workload';
import { Workspaces } from '../workspace';
import { Baselines } from './Baselines';
import { channelsOf } from './channels';
import { ClusterParts } from './ClusterParts';
import { Drain } from './Drain';
import { Extensions } from './Extensions';
import { GatewayProber } from './GatewayProber';
import { checkClusters } from './startChecks';
import {
  applicationSighting,
  namespaceSighting,
  routeSighting,
} from './sightings';
import { UnsettledNamespaces } from './UnsettledNamespaces';
import { watchHints } from './watchHints';

export interface ControllerOptions {
  configuration: PreviewEnvironmentsConfiguration;
  parts: ClusterParts;
  store: Store;
  codeHost: CodeHost;
  images: ImageSource & ContentSource;
  builds: Builds;
  repositories: WatchedRepositories;
  definitions: Definitions;
  extensions: Extensions;
  alerts: Alerts;
  leases: Pick<LeaseNotices, 'tell'>;
  removals: Removals;
  metrics: PreviewMetrics;
  signals: Pick<ChangeSignals, 'recorded'>;
  logger: LoggerService;
}

/** One request to a cluster may take this long (kubernetes/clusters). */
const requestTimeoutMilliseconds = 10_000;
const stopGraceMilliseconds = 8_000;
const idleMilliseconds = 1_000;

/** The controller as a whole: what has to run, and how it stops. */
export class Controller {
  readonly #options: ControllerOptions;
  readonly #parts: ClusterParts;
  readonly #reconciler: Reconciler;
  readonly #unsettled: UnsettledNamespaces;
  /** Only in the mode drain. */
  readonly #drain: Drain | undefined;
  readonly #stopping = new AbortController();

  constructor(options: ControllerOptions) {
    this.#options = options;
    this.#parts = options.parts;
    const { configuration, parts, store, logger } = options;
    this.#drain =
      configuration.mode === 'drain'
        ? new Drain({
            parts,
            store,
            baselines: Baselines.create({ configuration, parts, logger }),
            instance: configuration.instance,
            logger,
          })
        : undefined;
    this.#reconciler = this.#makeReconciler();
    this.#unsettled = new UnsettledNamespaces({
      client: options.parts.client,
      hint: this.#hint,
      trouble: error =>
        options.logger.error('A watch of a namespace ended', error as Error),
    });
  }

  /** Starts working on the queue and following the clusters. */
  async start(): Promise<void> {
    const { logger } = this.#options;
    await checkClusters(this.#parts, logger);
    for (const cluster of this.#parts.names) this.#follow(cluster);
    if (this.#drain) await this.#drain.begin();
    await lookWhereEndsMoved(this.#options.store, this.#parts.policy().expiry);
    this.#reconciler.start();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#unsettled.stop();
    await this.#reconciler.stop(stopGraceMilliseconds);
  }

  #makeReconciler(): Reconciler {
    const {
      configuration,
      store,
      codeHost,
      images,
      builds,
      repositories,
      definitions,
      removals,
      logger,
      extensions,
    } = this.#options;
    const parts = this.#parts;
    const now = () => new Date();
    const writes = configuration.mode !== 'observe';
    const leaseMilliseconds = configuration.workers.leaseSeconds * 1_000;
    const workspaces = new Workspaces({ clusters: parts.workspace });
    const deployer =
      extensions.deployer ?? new ArgoCdDeployer({ argoCd: parts.argoCd });
    const router =
      extensions.trafficRouter ??
      new GatewayApiRouter({ clusters: parts.routed });
    const mesh =
      extensions.meshRouter ??
      new GatewayApiMeshRouter({ clusters: parts.meshed });
    const commands = new CommentCommands({
      store,
      codeHost,
      platform: () => parts.policy().expiry,
      logger,
      now,
    });
    const jobs = new CleanupJobs({ clusters: parts.jobs });
    const observer = new Observer({
      store,
      codeHost,
      pullRequests: new PullRequestReadings({
        codeHost,
        now: () => performance.now(),
      }),
      branches: store,
      people: new Contributors({ codeHost, logger, now }),
      groups: store,
      definitions: new NamedDefinitions({
        repositories: new FollowedRepositories({ repositories, store }),
        definitions,
      }),
      removals,
      images,
      workspaces,
      deployer,
      router,
      mesh,
      workloads: new Workloads({ client: parts.client, contents: images }),
      prober: new GatewayProber({ parts, names: new SystemNames() }),
      remains: new Remains({ clusters: parts.remains }),
      jobs,
      builds,
      policy: parts.policy,
      limits: configuration.limits,
      admits: writes,
      takeOverGraceMilliseconds: leaseMilliseconds + requestTimeoutMilliseconds,
      now,
    });
    const look = new Look({
      store,
      observer,
      actor: new Actor({ workspaces, deployer, router, mesh, jobs, builds }),
      feedback: new Feedback({
        codeHost,
        channels: writes ? channelsOf(configuration, codeHost) : [],
        logger,
        now,
      }),
      describe: desired => describeObjects(desired, parts.objectSettings),
      recorded: this.#recorded,
      writes,
      now,
    });
    return new Reconciler({
      store,
      look: async claim => {
        if (writes) await commands.run(claim);
        return look.look(claim);
      },
      recorded: this.#recorded,
      metrics: this.#options.metrics,
      alerts: this.#options.alerts,
      logger,
      worker: `${hostname()}:${process.pid}`,
      concurrency: configuration.workers.concurrency,
      leaseMilliseconds,
      idleMilliseconds,
      random: Math.random,
    });
  }

  #recorded: Recorded = (id, record, before) => {
    const { alerts, metrics } = this.#options;
    if (record) {
      metrics.recorded(before, record);
      void tellOfStuck(alerts, before, record);
      void this.#options.leases.tell(before, record);
    }
    if (record && this.#options.configuration.mode !== 'observe') {
      this.#unsettled.attend(record);
    }
    this.#options.signals.recorded(id, record, before);
    if (record?.phase === 'gone') {
      this.#drain
        ?.report()
        .catch(error =>
          this.#options.logger.warn(`What is left was not counted: ${error}`),
        );
    }
  };

  /** Nobody waits for a hint: one that is lost costs time, not the outcome. */
  #hint = (previewId: string, cause: string): void => {
    const { store, logger } = this.#options;
    store
      .enqueueKnown(previewId, cause)
      .catch(error =>
        logger.error(
          `A hint for ${previewId} could not be written down`,
          error,
        ),
      );
  };

  /** Watches end at the stop only; one that fails otherwise is a mistake of ours and is shown, while looks go on by their timers. */
  #follow(cluster: string): void {
    const { logger, configuration } = this.#options;
    const { signal } = this.#stopping;
    const labelSelector = selectorOf({ instance: configuration.instance });
    const client = this.#parts.client(cluster);
    const follows = [
      this.#parts.followRoutes(cluster, signal, this.#hint),
      watchHints({
        client,
        watched: { resource: Namespace, labelSelector },
        project: namespaceSighting,
        hint: this.#hint,
        signal,
      }),
      ...edgeKinds.map(resource =>
        watchHints({
          client,
          watched: { resource, labelSelector },
          project: routeSighting,
          hint: this.#hint,
          signal,
        }),
      ),
      watchHints({
        client: this.#parts.argoCdClient(cluster),
        watched: {
          resource: Application,
          namespace: this.#parts.argoCd(cluster).settings.namespace,
          labelSelector,
        },
        project: applicationSighting,
        hint: this.#hint,
        signal,
      }),
    ];
    for (const follow of follows) {
      follow.catch(error => {
        if (!signal.aborted)
          logger.error(`A watch of cluster ${cluster} ended`, error);
      });
    }
  }
}
