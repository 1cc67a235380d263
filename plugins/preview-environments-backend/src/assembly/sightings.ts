import { ApplicationView } from '../deployers/argocd';
import { KubernetesObject, ownerOf } from '../kubernetes';
import { podTrouble, PodView } from '../workload';
import { Sighting } from './watchHints';

export function namespaceSighting(object: KubernetesObject): Sighting {
  const { phase } = (object.status ?? {}) as { phase?: string };
  return ours(object, { phase, deleting: isDeleting(object) });
}

export function applicationSighting(object: KubernetesObject): Sighting {
  const { spec, status = {} } = object as ApplicationView;
  return ours(object, {
    source: spec?.source,
    sync: status.sync?.status,
    comparedTo: status.sync?.comparedTo?.source,
    health: status.health?.status,
    operation: status.operationState?.phase,
    synced: status.operationState?.syncResult?.source,
    conditions: status.conditions?.map(({ type, message }) => ({
      type,
      message,
    })),
    deleting: isDeleting(object),
  });
}

/** Routes carry their own answer: whether the gateway has taken them up. */
export function routeSighting(object: KubernetesObject): Sighting {
  const { parents } = (object.status ?? {}) as { parents?: unknown };
  return ours(object, {
    generation: object.metadata.generation,
    parents,
    deleting: isDeleting(object),
  });
}

/** Pods are the chart's, not ours: whose they are is known by their namespace. */
export function podSighting(previewId: string) {
  return (object: KubernetesObject): Sighting => {
    const { status } = object as PodView;
    const ready = status?.conditions?.find(({ type }) => type === 'Ready');
    return {
      key: keyOf(object),
      previewId,
      state: {
        ready: ready?.status,
        trouble: podTrouble(object),
        deleting: isDeleting(object),
      },
    };
  };
}

export function endpointSighting(previewId: string) {
  return (object: KubernetesObject): Sighting => ({
    key: keyOf(object),
    previewId,
    state: object.endpoints,
  });
}

/** An event is told once; a repetition of it is none. */
export function eventSighting(previewId: string) {
  return (object: KubernetesObject): Sighting => ({
    key: keyOf(object),
    previewId,
    state: object.message,
  });
}

function ours(object: KubernetesObject, state: unknown): Sighting {
  return { key: keyOf(object), previewId: ownerOf(object)?.id, state };
}

function keyOf({
  metadata: { namespace = '', name },
}: KubernetesObject): string {
  return `${namespace}/${name}`;
}

function isDeleting({ metadata }: KubernetesObject): boolean {
  return metadata.deletionTimestamp !== undefined;
}
