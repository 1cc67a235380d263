import {
  addressOf,
  Cluster,
  findKind,
  isRefusal,
  KubernetesObject,
  resources,
  StoredObject,
} from '../../kubernetes';
import {
  Application,
  Operation,
  OperationState,
  ResourceResult,
} from './application';
import { trackedObjects } from './compare';
import { findProject, isMissing, resourceError } from './project';
import { render } from './render/render';
import { SourceReader } from './source';

export interface SyncOptions {
  cluster: Cluster;
  reader: SourceReader;
  home: string;
}

const manager = 'argocd-controller';

type Applied = Pick<ResourceResult, 'status' | 'message'>;

function applyOne(
  { cluster, home }: SyncOptions,
  application: Application,
  target: KubernetesObject,
): Applied {
  const failed = (message: string): Applied => ({
    status: 'SyncFailed',
    message,
  });
  const resource = findKind(target.apiVersion, target.kind);
  if (!resource) {
    return failed(
      `The Kubernetes API could not find ${target.apiVersion}/${target.kind} for requested resource ${target.metadata.namespace}/${target.metadata.name}. Make sure the "${target.kind}" CRD is installed on the destination cluster.`,
    );
  }
  const project = findProject(cluster, home, application);
  const forbidden = isMissing(project)
    ? project.error
    : resourceError(project, target, resource.namespaced);
  if (forbidden) return failed(forbidden);
  try {
    const before = cluster.get(
      resource,
      target.metadata.namespace,
      target.metadata.name,
    );
    const after = cluster.apply(resource, target, { manager, force: true });
    const unchanged =
      before?.metadata.resourceVersion === after.metadata.resourceVersion;
    const done = before ? 'configured' : 'created';
    const name = [
      resource.kind.toLowerCase(),
      resource.apiVersion.split('/').slice(0, -1)[0],
    ]
      .filter(Boolean)
      .join('.');
    return {
      status: 'Synced',
      message: `${name}/${target.metadata.name} ${
        unchanged ? 'unchanged' : done
      }`,
    };
  } catch (error) {
    if (error instanceof Error && error.name === 'ApiError')
      return failed(error.message);
    throw error;
  }
}

function describe(object: KubernetesObject, applied: Applied): ResourceResult {
  const parts = object.apiVersion.split('/');
  return {
    group: parts.length > 1 ? parts[0] : '',
    version: parts[parts.length - 1],
    kind: object.kind,
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name,
    ...applied,
    hookPhase: applied.status === 'SyncFailed' ? 'Failed' : 'Running',
    syncPhase: 'Sync',
  };
}

function prune(
  { cluster, home }: SyncOptions,
  application: Application,
  targets: KubernetesObject[],
): ResourceResult[] {
  const wanted = new Set(
    targets.map(
      ({ kind, metadata }) =>
        `${kind}/${metadata.namespace ?? ''}/${metadata.name}`,
    ),
  );
  return trackedObjects(cluster, application, home)
    .filter(
      ({ kind, metadata }) =>
        !wanted.has(`${kind}/${metadata.namespace ?? ''}/${metadata.name}`),
    )
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .map(object => {
      cluster.delete(
        findKind(object.apiVersion, object.kind)!,
        addressOf(object),
        { propagationPolicy: 'Foreground' },
      );
      return describe(object, { status: 'Pruned', message: 'pruned' });
    });
}

/** Does what a sync operation asks for, once, and answers how it ended. */
export function runSync(
  options: SyncOptions,
  application: Application & StoredObject,
  operation: Operation,
): Partial<OperationState> {
  const source = operation.sync?.source ?? application.spec.source;
  let rendered;
  try {
    rendered = render(
      { ...application, spec: { ...application.spec, source } },
      options.reader,
      options.home,
    );
  } catch (error) {
    return { phase: 'Error', message: (error as Error).message };
  }
  const { objects, revision } = rendered;
  const namespace = application.spec.destination.namespace ?? '';
  if (operation.sync?.syncOptions?.includes('CreateNamespace=true'))
    createNamespace(options.cluster, namespace);
  const results = objects.map(object =>
    describe(object, applyOne(options, application, object)),
  );
  const failures = results.filter(({ status }) => status === 'SyncFailed');
  const pruned =
    operation.sync?.prune && !failures.length
      ? prune(options, application, objects)
      : [];
  const syncResult = { revision, source, resources: [...results, ...pruned] };
  if (failures.length) {
    const reasons = failures.map(({ message }) => message).join(', ');
    return {
      phase: 'Failed',
      message: `one or more objects failed to apply, reason: ${reasons}`,
      syncResult,
    };
  }
  return {
    phase: 'Succeeded',
    message: 'successfully synced (all tasks run)',
    syncResult,
  };
}

function createNamespace(cluster: Cluster, name: string): void {
  try {
    cluster.create(
      resources.namespaces,
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
      { manager },
    );
  } catch (error) {
    if (!isRefusal(error, 409)) throw error;
  }
}
