import {
  Deployer,
  MeshRouter,
  TrafficRouter,
} from '@previewenv/plugin-preview-environments-node';
import {
  AdmissionLimits,
  alive,
  asksForRemoval,
  Circumstances,
  Claim,
  ClusterFacts,
  ComponentFacts,
  DesiredComponent,
  desiredBy,
  DesiredPreview,
  intend,
  Intent,
  MeshFacts,
  Observed,
  PreviewRecord,
  withImages,
} from '../preview';
import { CleanupJobs } from '../jobs';
import { Removals } from '../removals';
import { Remains } from '../remains';
import { Store } from '../store/types';
import { Workloads } from '../workload';
import { Workspaces } from '../workspace';
import { CircumstancesSources, readCircumstances } from './circumstances';
import { readClusterFacts, seen } from './clusterFacts';
import { BuildSource, observeBuilds } from './buildFacts';
import { observeCleanup } from './cleanupFacts';
import { observeImages } from './imageFacts';
import { ImageSource, Prober } from './sources';

/** What one look found; `unreadable` when nothing can be said of the pull request, and nothing stands that could be kept. */
export type Observation =
  | { kind: 'observed'; observed: Observed }
  | { kind: 'unreadable'; record: PreviewRecord | undefined; reason: string };

/** What has become so since a look began. */
export interface Further {
  record: PreviewRecord | undefined;
  /** Clusters whose workspace is complete now. */
  complete: string[];
}

export interface ObserverOptions extends CircumstancesSources {
  store: Pick<Store, 'get' | 'leave' | 'admit'>;
  removals: Pick<Removals, 'permitSecondReading' | 'withdraw'>;
  images: ImageSource;
  workspaces: Pick<Workspaces, 'status' | 'presence'>;
  deployer: Pick<Deployer, 'status' | 'list'>;
  router: Pick<TrafficRouter, 'status' | 'list'>;
  mesh: Pick<MeshRouter, 'baselineStatus' | 'status' | 'list'>;
  workloads: Pick<Workloads, 'status'>;
  prober: Prober;
  remains: Pick<Remains, 'of'>;
  jobs: Pick<CleanupJobs, 'status'>;
  builds: BuildSource;
  limits: AdmissionLimits;
  /** False in the mode observe, where nothing may be written, not even an admission. */
  admits: boolean;
  takeOverGraceMilliseconds: number;
}

/**
 * Reads everything that a look needs and nothing that it doesn't: each gate that is still shut saves the questions behind it.
 * What can't be seen is `unknown`, never absent.
 */
export class Observer {
  readonly #options: ObserverOptions;

  constructor(options: ObserverOptions) {
    this.#options = options;
  }

  async observe(claim: Claim): Promise<Observation> {
    const record = await this.#options.store.get(claim.previewId);
    const leave = record
      ? undefined
      : await this.#options.store.leave(claim.previewId);
    const read = await readCircumstances(this.#options, claim, record, leave);
    return 'unreadable' in read
      ? { kind: 'unreadable', record, reason: read.unreadable }
      : {
          kind: 'observed',
          observed: await this.#facts(read.circumstances, claim),
        };
  }

  /** The same look further on. What was just read is not read again, but for what is behind a gate that has opened. */
  async observeFurther(
    claim: Claim,
    before: Observed,
    { record, complete }: Further,
  ): Promise<Observed> {
    const clusters = { ...before.clusters };
    for (const name of complete)
      clusters[name] = { ...clusters[name], workspace: { state: 'complete' } };
    return this.#facts({ ...before, record }, claim, { before, clusters });
  }

  async #facts(
    circumstances: Circumstances,
    claim: Claim,
    seenBefore?: { before: Observed; clusters: Observed['clusters'] },
  ): Promise<Observed> {
    const { record } = circumstances;
    const intent = intend(claim.previewId, circumstances);
    const desired = desiredBy(intent);
    const common = {
      ...circumstances,
      sinceTakeOverMilliseconds:
        claim.takenOverAt &&
        this.#options.now().getTime() - claim.takenOverAt.getTime(),
      takeOverGraceMilliseconds: this.#options.takeOverGraceMilliseconds,
      remains: record?.release && (await this.#options.remains.of(record)),
    };
    const admission =
      intent.kind === 'want'
        ? await this.#admission(claim.previewId, record)
        : undefined;
    const removalPermit = await this.#removalPermit(intent, record);
    const clusters =
      seenBefore?.clusters ??
      (await this.#clusters(claim.previewId, record, desired));
    const componentFacts: Record<string, ComponentFacts> = {};
    for (const component of desired.components) {
      const cluster = clusters[component.cluster];
      const earlier = seenBefore?.before.componentFacts[component.name];
      const same = seenBefore?.before.clusters[component.cluster] === cluster;
      componentFacts[component.name] =
        earlier && same
          ? earlier
          : await this.#component(component, record, cluster, earlier);
    }
    const builds =
      intent.kind === 'want'
        ? await observeBuilds(
            this.#options.builds,
            claim.previewId,
            intent.pullRequest,
            { components: desired.components, facts: componentFacts },
          )
        : undefined;
    const cleanup = await observeCleanup(this.#options.jobs, record, {
      clusters: Object.keys(clusters),
      now: this.#options.now(),
    });
    return {
      ...common,
      admission,
      removalPermit,
      clusters,
      componentFacts,
      builds,
      cleanup,
    };
  }

  async #admission(
    previewId: string,
    record: PreviewRecord | undefined,
  ): Promise<Observed['admission']> {
    const { limits, store, admits } = this.#options;
    if (
      !admits ||
      record?.admittedAt ||
      (limits.total === undefined && limits.perRepository === undefined)
    )
      return undefined;
    // Only what is remembered can wait in line; the first look remembers it, the next one asks.
    if (!record || record.phase === 'gone')
      return {
        admitted: false,
        ahead: 0,
        limit: limits.total === undefined ? 'perRepository' : 'total',
      };
    return store.admit(previewId, limits);
  }

  /** Only what stands can be kept; what begins to go was permitted, or needed no permit. */
  async #removalPermit(
    intent: Intent,
    record: PreviewRecord | undefined,
  ): Promise<Observed['removalPermit']> {
    const { admits, removals } = this.#options;
    if (!admits || !record) return undefined;
    const asked = asksForRemoval(record);
    if (intent.kind !== 'remove' || !intent.inferred) {
      if (asked) await removals.withdraw(record.id);
      return undefined;
    }
    return record.phase === 'gone' || record.phase === 'terminating'
      ? undefined
      : removals.permitSecondReading(record.id, asked);
  }

  async #clusters(
    previewId: string,
    record: PreviewRecord | undefined,
    desired: DesiredPreview,
  ): Promise<Record<string, ClusterFacts>> {
    const policy = this.#options.policy();
    const known = alive(record) ? record.clusters : [];
    const names = [
      ...new Set([
        ...known,
        ...desired.workspaces.map(({ cluster }) => cluster),
      ]),
    ].filter(name => name in policy.clusters);
    const facts = await Promise.all(
      names.map(async name => {
        const wanted = desired.workspaces.find(
          ({ cluster }) => cluster === name,
        );
        const place = {
          previewId,
          cluster: name,
          namespace: `${policy.namespacePrefix}${previewId}`,
        };
        const seenThere = await readClusterFacts(this.#options, place, wanted);
        return [name, seenThere] as const;
      }),
    );
    return Object.fromEntries(facts);
  }

  async #component(
    component: DesiredComponent,
    record: PreviewRecord | undefined,
    cluster: ClusterFacts,
    before: ComponentFacts | undefined,
  ): Promise<ComponentFacts> {
    const { deployer, router, workloads, prober } = this.#options;
    const images =
      before?.images ??
      (await observeImages(this.#options.images, component, record));
    const facts: ComponentFacts = {
      images,
      deployment: unasked(component, cluster),
      workload: { state: 'starting', reason: '', trouble: undefined },
      route: { state: 'absent' },
      probe: { state: 'not-asked' },
      mesh: [],
    };
    if (
      cluster.workspace.state !== 'complete' ||
      images.some(({ state }) => state !== 'found')
    )
      return facts;
    const wanted = withImages(
      component,
      images.flatMap(status =>
        status.state === 'found' ? [status.image] : [],
      ),
    );
    // The list is as live as the question would be.
    if (facts.deployment.state === 'absent') return facts;
    facts.deployment = await seen(() => deployer.status(wanted.deployment));
    if (
      !['healthy', 'progressing', 'degraded'].includes(facts.deployment.state)
    )
      return facts;
    facts.workload = await seen(() => workloads.status(wanted));
    if (!wanted.route || facts.workload.state !== 'proven') return facts;
    const { route } = wanted;
    facts.route = await seen(() => router.status(route));
    if (
      facts.route.state === 'accepted' &&
      facts.deployment.state === 'healthy'
    )
      facts.probe = await prober.probe(wanted);
    if (facts.probe.state === 'answered')
      facts.mesh = await this.#meshFacts(wanted);
    return facts;
  }

  async #meshFacts({ mesh }: DesiredComponent): Promise<MeshFacts[]> {
    const router = this.#options.mesh;
    return Promise.all(
      mesh.map(async route => ({
        baseline: await seen(() => router.baselineStatus(route.target)),
        override: await seen(() => router.status(route)),
      })),
    );
  }
}

/** What the list of deployments tells of one that is not asked how it does. */
function unasked(
  { name }: DesiredComponent,
  { deployments }: ClusterFacts,
): ComponentFacts['deployment'] {
  return deployments.state === 'known' &&
    !deployments.found.some(({ component }) => component === name)
    ? { state: 'absent' }
    : { state: 'unknown', reason: 'Not looked at for now.' };
}
