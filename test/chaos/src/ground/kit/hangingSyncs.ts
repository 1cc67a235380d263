import { setTimeout as pause } from 'node:timers/promises';
import { ClusterObject, HangingSyncs } from '../Ground';
import { previewOf } from '../trace';
import { Administrator } from './Administrator';

const pollMilliseconds = 200;
const quota = 'somebody-elses-limit';
/** Milliseconds that a sync has to go on before it counts: an undisturbed one is over sooner. */
const longerThanUndisturbed = 5_000;
/** Milliseconds that the trouble goes on at most until somebody's sync hangs. */
const longest = 90_000;

/**
 * No pod may start in a few namespaces, new ones first: a sync there goes on until the Deployment is healthy, which it is not before the
 * limit is gone.
 */
export async function hangSyncs(
  { most, going, hung }: HangingSyncs,
  options: {
    administrator: Administrator;
    objects: () => Promise<ClusterObject[]>;
  },
): Promise<void> {
  const { administrator, objects } = options;
  const before = new Set(namespacesIn(await objects()));
  const limited = new Set<string>();
  const syncingSince = new Map<string, number>();
  const counted = new Set<string>();
  const end = performance.now() + longest;
  while (going() || (counted.size === 0 && performance.now() < end)) {
    const seen = await objects();
    for (const namespace of namespacesIn(seen)) {
      if (before.has(namespace) || limited.has(namespace)) continue;
      if (limited.size - counted.size >= most) continue;
      limited.add(namespace);
      await administrator.create(
        `/api/v1/namespaces/${namespace}/resourcequotas`,
        {
          metadata: { name: quota },
          spec: { hard: { pods: '0' } },
        },
      );
    }
    for (const id of hangingIn(seen, limited, syncingSince)) {
      if (counted.has(id)) continue;
      counted.add(id);
      hung();
    }
    await pause(pollMilliseconds);
  }
  for (const namespace of limited)
    await administrator.remove(
      `/api/v1/namespaces/${namespace}/resourcequotas/${quota}`,
    );
}

function namespacesIn(objects: ClusterObject[]): string[] {
  return objects.flatMap(({ kind, namespace, name, deleting }) =>
    kind === 'Namespace' &&
    !deleting &&
    previewOf({ resource: 'namespaces', namespace, name }) !== undefined
      ? [name]
      : [],
  );
}

/** Ids of previews whose sync has gone on for longer than it would without the limit. */
function hangingIn(
  objects: ClusterObject[],
  limited: ReadonlySet<string>,
  syncingSince: Map<string, number>,
): string[] {
  const now = performance.now();
  return objects.flatMap(object => {
    const { kind, syncing } = object;
    const id = previewOf({ ...object, resource: 'applications' });
    if (kind !== 'Application' || !id) return [];
    const isLimited = [...limited].some(namespace => namespace.endsWith(id));
    if (!syncing || !isLimited) {
      syncingSince.delete(id);
      return [];
    }
    const since = syncingSince.get(id) ?? now;
    syncingSince.set(id, since);
    return now - since > longerThanUndisturbed ? [id] : [];
  });
}
