import { isEqual } from 'lodash';
import { ApplicationView } from '../deployers/argocd';
import {
  Application,
  ClusterClient,
  KubernetesObject,
  Namespace,
  ownerOf,
  ResourceKind,
  selectorOf,
  WatchCache,
} from '../kubernetes';

/** What is kept of a watched object: whose it is, and what a preview's phase may depend on. */
interface Sighting {
  key: string;
  previewId: string | undefined;
  /** Compared as a whole; only a difference is a hint. */
  state: unknown;
}

export interface WatchHintsOptions {
  client: ClusterClient;
  instance: string;
  /** The namespace of the Applications; undefined where the Namespaces of previews are watched. */
  applicationsIn: string | undefined;
  hint: (previewId: string, cause: string) => void;
  signal: AbortSignal;
}

/** Turns changes of our objects into hints: they say look, never what (rule 7.11). Follows until the signal. */
export async function watchHints(options: WatchHintsOptions): Promise<void> {
  const { client, instance, applicationsIn, hint, signal } = options;
  const resource: ResourceKind =
    applicationsIn === undefined ? Namespace : Application;
  const project =
    applicationsIn === undefined ? namespaceSighting : applicationSighting;
  const cache = new WatchCache<Sighting>({ keyOf: ({ key }) => key });
  cache.onChange(({ item, previous }) => {
    const previewId = (item ?? previous)?.previewId;
    if (previewId && !isEqual(item?.state, previous?.state))
      hint(previewId, `watch ${resource.kind}`);
  });
  await cache.follow(client, {
    resource,
    namespace: applicationsIn,
    labelSelector: selectorOf({ instance }),
    project,
    signal,
  });
}

function namespaceSighting(object: KubernetesObject): Sighting {
  const { phase } = (object.status ?? {}) as { phase?: string };
  return sighting(object, {
    phase,
    deleting: object.metadata.deletionTimestamp !== undefined,
  });
}

function applicationSighting(object: KubernetesObject): Sighting {
  const { spec, status = {} } = object as ApplicationView;
  return sighting(object, {
    source: spec?.source,
    sync: status.sync?.status,
    comparedTo: status.sync?.comparedTo?.source,
    health: status.health?.status,
    operation: status.operationState?.phase,
    conditions: status.conditions?.map(({ type, message }) => ({
      type,
      message,
    })),
    deleting: object.metadata.deletionTimestamp !== undefined,
  });
}

function sighting(object: KubernetesObject, state: unknown): Sighting {
  const { namespace = '', name } = object.metadata;
  return { key: `${namespace}/${name}`, previewId: ownerOf(object)?.id, state };
}
