import { isEqual } from 'lodash';
import {
  ClusterClient,
  KubernetesObject,
  ListOptions,
  WatchCache,
} from '../kubernetes';

/** What is kept of a watched object: whose it is, and what a preview's phase may depend on. */
export interface Sighting {
  key: string;
  previewId: string | undefined;
  /** Compared as a whole; only a difference is a hint. */
  state: unknown;
}

/** Tells of a preview that something about it may have changed, and what. */
export type HintSink = (previewId: string, cause: string) => void;

/** Turns changes of objects into hints: they say look, never what (rule 7.11). Follows until the signal. */
export async function watchHints(options: {
  client: ClusterClient;
  watched: ListOptions;
  project: (object: KubernetesObject) => Sighting;
  hint: HintSink;
  signal: AbortSignal;
}): Promise<void> {
  const { client, watched, project, hint, signal } = options;
  const cache = new WatchCache<Sighting>({ keyOf: ({ key }) => key });
  cache.onChange(({ item, previous }) => {
    const previewId = (item ?? previous)?.previewId;
    if (previewId && !isEqual(item?.state, previous?.state)) {
      hint(previewId, `watch ${watched.resource.kind}`);
    }
  });
  await cache.follow(client, { ...watched, project, signal });
}
