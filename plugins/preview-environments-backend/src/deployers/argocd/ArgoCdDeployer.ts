import {
  Deployer,
  DeploymentIdentity,
  DeploymentStatus,
  DesiredDeployment,
} from '@previewenv/plugin-preview-environments-node';
import {
  annotations,
  Application,
  componentLabel,
  ObjectRef,
  OwnObjects,
} from '../../kubernetes';
import {
  applicationName,
  applicationOf,
  ArgoCdSettings,
  sourceOf,
  syncOptions,
} from './application';
import { endOfOperation } from './operation';
import {
  abandonsWhenDeleted,
  ApplicationView,
  deletionOf,
  statusOf,
} from './status';

/** The Argo CD that serves one workload cluster. */
export interface ArgoCd {
  /** Of the cluster that the Applications live in. */
  objects: OwnObjects;
  settings: ArgoCdSettings;
}

/** One Argo CD Application per preview and component. */
export class ArgoCdDeployer implements Deployer {
  readonly #argoCd: (cluster: string) => ArgoCd;

  constructor(options: { argoCd: (cluster: string) => ArgoCd }) {
    this.#argoCd = options.argoCd;
  }

  async ensure(
    deployment: DesiredDeployment,
  ): Promise<'created' | 'updated' | 'unchanged'> {
    const { objects, settings } = this.#argoCd(deployment.cluster);
    return objects.ensure(Application, applicationOf(deployment, settings));
  }

  async status(deployment: DesiredDeployment): Promise<DeploymentStatus> {
    const { objects } = this.#argoCd(deployment.cluster);
    const name = applicationName(deployment.previewId, deployment.component);
    return statusOf(
      await objects.get(this.#ref(deployment.cluster, name)),
      sourceOf(deployment),
    );
  }

  /** Argo CD does not try the same source again by itself (rule 7.17), so a new operation is written, unless one is running. */
  async resync(deployment: DesiredDeployment, reason: string): Promise<void> {
    const { objects } = this.#argoCd(deployment.cluster);
    const live = await objects.get(
      this.#ref(
        deployment.cluster,
        applicationName(deployment.previewId, deployment.component),
      ),
    );
    if (!live || (live as ApplicationView).operation) return;
    const operation = {
      initiatedBy: { username: 'preview-environments' },
      info: [{ name: 'reason', value: reason }],
      // An operation that is written by hand does not take them from the sync policy.
      sync: { prune: true, syncStrategy: { hook: {} }, syncOptions },
      retry: { limit: 2 },
    };
    await objects.patch(
      Application,
      live,
      { operation },
      { id: deployment.previewId },
    );
  }

  async destroy(deployment: DeploymentIdentity): Promise<DeploymentStatus> {
    const { objects } = this.#argoCd(deployment.cluster);
    const ref = this.#ref(deployment.cluster, deployment.name);
    const live = await objects.get(ref);
    if (!live) return { state: 'absent' };
    const going = Boolean(live.metadata.deletionTimestamp);
    const danger = abandonsWhenDeleted(live);
    if (!going && danger) {
      return {
        state: 'deleting',
        reason: `${deployment.name} is kept, because Argo CD would abandon what it made: ${danger}`,
        blockedBy: [danger],
      };
    }
    const end = endOfOperation(live);
    if (end) {
      const { previewId: id } = deployment;
      await objects.patch(Application, live, end, { id, evenIfGoing: true });
    }
    if (going) return deletionOf(live);
    const removal = await objects.remove(ref, { id: deployment.previewId });
    return removal.state === 'absent'
      ? removal
      : { ...removal, reason: `Argo CD is removing ${deployment.name}.` };
  }

  async list(options: {
    previewId: string;
    cluster: string;
  }): Promise<DeploymentIdentity[]> {
    const { objects, settings } = this.#argoCd(options.cluster);
    const found = await objects.list(Application, {
      id: options.previewId,
      namespace: settings.namespace,
    });
    // One that lost its annotation is everybody's, or nobody would ever remove it.
    return found
      .filter(
        ({ metadata }) =>
          (metadata.annotations?.[annotations.cluster] ?? options.cluster) ===
          options.cluster,
      )
      .map(({ metadata }) => ({
        ...options,
        component: metadata.labels?.[componentLabel] ?? metadata.name,
        name: metadata.name,
      }));
  }

  #ref(cluster: string, name: string): ObjectRef {
    return {
      resource: Application,
      namespace: this.#argoCd(cluster).settings.namespace,
      name,
    };
  }
}
