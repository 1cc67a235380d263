import { readFile } from 'node:fs/promises';
import {
  AuditorService,
  AuthService,
  DatabaseService,
  HttpAuthService,
  HttpRouterService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  resolvePackagePath,
  RootConfigService,
  RootInstanceMetadataService,
  RootLifecycleService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { SignalsService } from '@backstage/plugin-signals-node';
import { durationToMilliseconds } from '@backstage/types';
import { previewEnvironmentsPermissions } from '@previewenv/plugin-preview-environments-common';
import { DefaultAlerts, LeaseNotices } from '../alerts';
import {
  CompositeCodeHost,
  Contradictions,
  GithubCodeHost,
  githubWebhooks,
  GitlabCodeHost,
  gitlabWebhooks,
  PullRequestListing,
  WebhookHints,
} from '../codehosts';
import {
  missingConfigurationMessage,
  PreviewEnvironmentsConfiguration,
  readConfiguration,
} from '../configuration';
import { EcrPushes } from '../images';
import {
  currentLease,
  DefaultClusters,
  requireTimeToWrite,
} from '../kubernetes';
import { observeQuotas, PreviewMetrics } from '../metrics';
import {
  Definitions,
  FollowedRepositories,
  WatchedRepositories,
} from '../repositories';
import { Removals } from '../removals';
import { DefaultLeftovers } from '../rest';
import { ChangeSignals } from '../signals';
import { DatabaseCodeHostMemory, DefaultStore } from '../store';
import { Baselines } from './Baselines';
import { makeBuilds } from './builds';
import { ClusterParts } from './ClusterParts';
import { Controller } from './Controller';
import { makeDoctor } from './doctor';
import { Extensions } from './Extensions';
import { makeImages } from './images';
import { noticesOf } from './notices';
import { scheduleAnswerPurge, scheduleRetention } from './retention';
import { scheduleLooks } from './schedule';
import { serve } from './serve';
import { capOf, makeSweep, scheduleSweeps } from './sweeping';
import { hostsWithoutWebhookSecret } from './webhookSecrets';

/** Everything of Backstage that the plugin uses. */
export interface Services {
  auditor: AuditorService;
  auth: AuthService;
  catalog: CatalogService;
  config: RootConfigService;
  database: DatabaseService;
  events: EventsService;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  lifecycle: RootLifecycleService;
  logger: LoggerService;
  notifications: NotificationService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  scheduler: SchedulerService;
  instance: RootInstanceMetadataService;
  signals: SignalsService;
}

/** Changes of so long go out in one signal; pages gather them for about as long before they ask. */
const signalMilliseconds = 250;

/** Reads the configuration, builds the plugin from its rooms, and has it started with the backend and stopped with it. */
export async function startPreviewEnvironments(
  services: Services,
  extensions: Extensions,
): Promise<void> {
  const { config, logger, permissionsRegistry } = services;
  permissionsRegistry.addPermissions(previewEnvironmentsPermissions);
  const configuration = readConfiguration(config);
  if (!configuration || configuration.mode === 'off') {
    logger.info(
      configuration
        ? 'Preview environments are off: previewEnvironments.mode is off'
        : missingConfigurationMessage,
    );
    return;
  }
  await build(services, extensions, configuration);
}

async function build(
  services: Services,
  extensions: Extensions,
  configuration: PreviewEnvironmentsConfiguration,
): Promise<void> {
  const {
    auth,
    catalog,
    config,
    database,
    events,
    lifecycle,
    logger,
    notifications,
    signals,
  } = services;
  const store = await DefaultStore.create({ database });
  const memory = await DatabaseCodeHostMemory.create({ database });
  const hosts = {
    integrations: ScmIntegrations.fromConfig(config),
    logger,
    memory,
    requireTimeToWrite: (timeoutMilliseconds: number) =>
      requireTimeToWrite(currentLease(), timeoutMilliseconds),
  };
  const github = GithubCodeHost.create(hosts);
  const gitlab = GitlabCodeHost.create(hosts);
  const quotas = () => [...github.quotas(), ...gitlab.quotas()];
  const codeHost = new CompositeCodeHost([
    ...extensions.codeHosts,
    github,
    gitlab,
  ]);
  const repositories = new WatchedRepositories({
    catalog,
    auth,
    logger,
    serves: host => codeHost.serves(host),
  });
  const sweepMilliseconds = durationToMilliseconds(
    configuration.sweep.listing.every,
  );
  const definitions = new Definitions({
    codeHost,
    store,
    secondReadingMilliseconds: sweepMilliseconds,
  });
  const clusters = new DefaultClusters({
    credentials: credentialsOf(configuration),
    version: await ownVersion(),
  });
  await clusters.checkCredentials();
  const parts = new ClusterParts({ configuration, clusters });
  const metrics = PreviewMetrics.create();
  const alerts = new DefaultAlerts({
    memory: store,
    notifications,
    recipients: configuration.alerts.recipients,
    counted: topic => metrics.alerted(topic),
    logger,
  });
  const removals = new Removals({
    store,
    alerts,
    cap: capOf(configuration),
  });
  metrics.observe(
    {
      previews: () => store.countPreviews(),
      heldRemovals: async () => (await removals.held())?.subjects.length ?? 0,
      orphans: async () => (await store.orphans()).length,
    },
    logger,
  );
  observeQuotas(quotas);
  const controller = new Controller({
    configuration,
    parts,
    store,
    codeHost,
    images: makeImages({ configuration, config }),
    builds: makeBuilds({ configuration, codeHost, store, logger }),
    repositories,
    definitions,
    extensions,
    alerts,
    leases: new LeaseNotices({ notifications, logger }),
    removals,
    metrics,
    signals: new ChangeSignals({
      signals,
      after: work => setTimeout(work, signalMilliseconds).unref(),
      logger,
    }),
    logger,
  });
  const listing = new PullRequestListing({
    codeHost,
    repositories,
    definitions,
    store,
    contradictions: new Contradictions({ alerts, cap: capOf(configuration) }),
    logger,
    now: () => new Date(),
  });

  const { survey, sweep } = makeSweep({
    configuration,
    parts,
    store,
    removals,
    extensions,
    logger,
  });

  serve(services, configuration.mode, {
    parts,
    store,
    codeHost,
    repositories,
    definitions,
    leftovers: new DefaultLeftovers({ store, sweep, removals }),
    quotas,
    doctor: makeDoctor({ catalog, configuration, parts, extensions, logger }),
    lease: {
      usual: durationToMilliseconds(configuration.branches.lease),
      longest: durationToMilliseconds(configuration.branches.longest),
    },
  });
  lifecycle.addStartupHook(async () => {
    await sayWhatIsMissing(services, configuration);
    for (const webhooks of [githubWebhooks, gitlabWebhooks])
      await new WebhookHints({
        events,
        webhooks,
        codeHost,
        repositories,
        followed: new FollowedRepositories({ repositories, store }),
        listing,
        store,
        logger,
      }).subscribe();
    await new EcrPushes({
      events,
      topic: configuration.builds.ecrTopic,
      store,
      logger,
    }).subscribe();
    await scheduleLooks({
      scheduler: services.scheduler,
      repositories,
      listing,
      every: configuration.sweep.listing.every,
      watched: async () => {
        // What a lost database has forgotten would begin anew otherwise.
        await survey.take();
        await controller.start();
      },
      logger,
    });
    await scheduleRetention({
      scheduler: services.scheduler,
      store,
      repositories,
      keep: configuration.history.keep,
      logger,
    });
    await scheduleAnswerPurge({
      scheduler: services.scheduler,
      memory,
      logger,
    });
    await scheduleSweeps({
      scheduler: services.scheduler,
      sweep,
      baselines:
        configuration.mode === 'observe' || extensions.meshRouter
          ? undefined
          : Baselines.create({ configuration, parts, logger }),
      every: configuration.sweep.clusters.every,
    });
  });
  lifecycle.addShutdownHook(async () => {
    await controller.stop();
    clusters.close();
  });
}

function credentialsOf({ clusters }: PreviewEnvironmentsConfiguration) {
  return Object.fromEntries(
    Object.entries(clusters).map(([name, { credentials }]) => [
      name,
      credentials,
    ]),
  );
}

async function ownVersion(): Promise<string> {
  const text = await readFile(
    resolvePackagePath(
      '@previewenv/plugin-preview-environments-backend',
      'package.json',
    ),
    'utf8',
  );
  return JSON.parse(text).version;
}

async function sayWhatIsMissing(
  { config, instance, logger }: Services,
  { sweep, alerts, clusters }: PreviewEnvironmentsConfiguration,
): Promise<void> {
  const plugins = await instance.getInstalledPlugins();
  const notices = noticesOf({
    plugins: plugins.map(({ pluginId }) => pluginId),
    withoutWebhookSecret: hostsWithoutWebhookSecret(config),
    permissions: config.getOptionalBoolean('permission.enabled') ?? false,
    alertRecipients: alerts.recipients.length,
    unprotected: Object.keys(clusters).filter(
      name => clusters[name].protection === undefined,
    ),
    listing: `every ${Object.entries(sweep.listing.every)
      .map(([unit, number]) => `${number} ${unit}`)
      .join(' ')}`,
  });
  for (const notice of notices) logger.info(notice);
}
