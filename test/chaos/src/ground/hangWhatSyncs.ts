import { setTimeout as pause } from 'node:timers/promises';
import { ClusterObject, HangingSyncs } from './Ground';
import { previewOf } from './trace';

const pollMilliseconds = 200;

/** Lets what is syncing sync on, by the preview's id in `hanging`, as long as the trouble goes on. */
export async function hangWhatSyncs(
  { most, going, hung }: HangingSyncs,
  options: {
    objects: () => Promise<ClusterObject[]>;
    hanging: Set<string>;
  },
): Promise<void> {
  const mine = new Set<string>();
  while (going()) {
    for (const object of await options.objects()) {
      const previewId = previewOf({ ...object, resource: 'applications' });
      if (object.kind !== 'Application' || !object.syncing || !previewId)
        continue;
      if (mine.has(previewId) || mine.size >= most) continue;
      mine.add(previewId);
      options.hanging.add(previewId);
      hung();
    }
    await pause(pollMilliseconds);
  }
  for (const previewId of mine) options.hanging.delete(previewId);
}
