import { DesiredWorkspace, WorkspaceStatus } from '../preview';
import {
  blockersOf,
  ClusterClient,
  foreignBecause,
  KubernetesObject,
  Namespace,
  ObjectRef,
  ownerOf,
  OwnObjects,
  Service,
  withOutcomes,
} from '../kubernetes';
import {
  Identity,
  WorkspaceObject,
  workspaceObjects,
  WorkspaceSettings,
} from './objects';

/** What one cluster's workspaces are made with. */
export interface WorkspaceCluster {
  client: ClusterClient;
  objects: OwnObjects;
  settings: WorkspaceSettings;
}

/** Makes, inspects and removes the namespaces of previews with their guard rails and the baseline's names. */
export class Workspaces {
  readonly #clusters: (name: string) => WorkspaceCluster;
  readonly #identities = new Map<string, Promise<Identity>>();

  constructor(options: { clusters: (name: string) => WorkspaceCluster }) {
    this.#clusters = options.clusters;
  }

  async ensure(workspace: DesiredWorkspace): Promise<'changed' | 'unchanged'> {
    const { objects } = this.#clusters(workspace.cluster);
    const [namespace, ourRights, ...rest] = await this.#wanted(workspace);
    const made = await objects.ensure(namespace.resource, namespace.object);
    const fresh = made === 'created';
    const ensure = async (wanted: WorkspaceObject) => {
      if (!fresh && (await this.#chartHasIt(objects, wanted)))
        return 'unchanged';
      return objects.ensure(wanted.resource, wanted.object, { fresh });
    };
    const rights = await ensure(ourRights);
    const outcomes = await allOf(rest.map(ensure));
    const changed = [made, rights, ...outcomes].some(
      outcome => outcome !== 'unchanged',
    );
    return changed ? 'changed' : 'unchanged';
  }

  /** `absent` and `deleting` from a live read of the namespace, `complete` when everything wanted is there. */
  async status(workspace: DesiredWorkspace): Promise<WorkspaceStatus> {
    const { objects } = this.#clusters(workspace.cluster);
    const presence = await this.presence(workspace);
    if (presence.state !== 'present') return presence;
    const [, ...inside] = await this.#wanted(workspace);
    const reading = inside.map(wanted => objects.get(refOf(wanted)));
    await Promise.allSettled(reading);
    const [ourRights] = reading;
    // Without our rights in there the server refuses to read the rest, which is made after them.
    const live = (await ourRights) ? await Promise.all(reading) : [];
    const missing = inside
      .filter((_, index) => !live[index])
      .map(({ object }) => `${object.kind} ${object.metadata.name}`);
    return missing.length > 0
      ? {
          state: 'incomplete',
          reason: `Making ${missing.join(', ')} in ${workspace.namespace}.`,
        }
      : { state: 'complete' };
  }

  /** Whether the namespace is there, from a live read. Its content is not looked at. */
  async presence(workspace: {
    previewId: string;
    cluster: string;
    namespace: string;
  }): Promise<
    | Extract<WorkspaceStatus, { state: 'absent' | 'foreign' | 'deleting' }>
    | { state: 'present' }
  > {
    const { objects, settings } = this.#clusters(workspace.cluster);
    const live = await objects.get({
      resource: Namespace,
      name: workspace.namespace,
    });
    if (!live) return { state: 'absent' };
    const because = foreignBecause(live, {
      instance: settings.instance,
      id: workspace.previewId,
    });
    if (because) {
      return {
        state: 'foreign',
        reason: `Namespace ${workspace.namespace} exists and is not ours: ${because}.`,
      };
    }
    if (!live.metadata.deletionTimestamp) return { state: 'present' };
    const removal = namespaceRemoval(workspace.namespace, live);
    return { state: 'deleting', ...removal };
  }

  /** Starts or continues the removal of the namespace. */
  async destroy(workspace: {
    previewId: string;
    cluster: string;
    namespace: string;
  }): Promise<void> {
    const { objects } = this.#clusters(workspace.cluster);
    await objects.remove(
      { resource: Namespace, name: workspace.namespace },
      { id: workspace.previewId },
    );
  }

  async #wanted(workspace: DesiredWorkspace): Promise<WorkspaceObject[]> {
    const { settings } = this.#clusters(workspace.cluster);
    return workspaceObjects(
      workspace,
      settings,
      await this.#identity(workspace.cluster),
    );
  }

  /** A chart that brings a Service of an alias's name means its own (rule 7.1); fighting Argo CD over it would never end. */
  async #chartHasIt(
    objects: OwnObjects,
    wanted: WorkspaceObject,
  ): Promise<boolean> {
    if (wanted.resource !== Service) return false;
    const ref = refOf(wanted);
    const live = await objects.get(ref);
    if (!live?.metadata.annotations?.['argocd.argoproj.io/tracking-id']) {
      return false;
    }
    // An alias that was there first keeps its type under the chart's fields, until our own fields are given up.
    const { type } = (live.spec ?? {}) as { type?: string };
    if (type === 'ExternalName' && ownerOf(live)) {
      const { spec: _alias, ...rest } = wanted.object;
      await objects.ensure(Service, rest);
    }
    return true;
  }

  /** Asked of the API server once per cluster: RoleBindings name us the way it knows us. */
  async #identity(cluster: string): Promise<Identity> {
    const known = this.#identities.get(cluster);
    if (known) return known;
    const asked = askIdentity(this.#clusters(cluster).client);
    this.#identities.set(cluster, asked);
    asked.catch(() => this.#identities.delete(cluster));
    return asked;
  }
}

const SelfSubjectReview = {
  apiVersion: 'authentication.k8s.io/v1',
  kind: 'SelfSubjectReview',
  plural: 'selfsubjectreviews',
  namespaced: false,
};

async function askIdentity(client: ClusterClient): Promise<Identity> {
  const review = await withOutcomes(() =>
    client.create(SelfSubjectReview, {
      apiVersion: SelfSubjectReview.apiVersion,
      kind: SelfSubjectReview.kind,
      metadata: { name: '' },
    }),
  );
  const { userInfo } = review.status as { userInfo: { username: string } };
  const serviceAccount = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(
    userInfo.username,
  );
  return serviceAccount
    ? {
        kind: 'ServiceAccount',
        namespace: serviceAccount[1],
        name: serviceAccount[2],
      }
    : {
        kind: 'User',
        apiGroup: 'rbac.authorization.k8s.io',
        name: userInfo.username,
      };
}

function refOf({ resource, object }: WorkspaceObject): ObjectRef {
  return {
    resource,
    namespace: object.metadata.namespace,
    name: object.metadata.name,
  };
}

function namespaceRemoval(
  namespace: string,
  live: KubernetesObject,
): { reason: string; blockedBy: string[] } {
  const blockedBy = blockersOf(live);
  const because = blockedBy.length > 0 ? `: ${blockedBy.join('; ')}` : '.';
  return {
    reason: `The namespace ${namespace} is being removed${because}`,
    blockedBy,
  };
}

/** The results of all, or the first error once none is under way any more: a look that ends has no request left. */
async function allOf<T>(works: Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
