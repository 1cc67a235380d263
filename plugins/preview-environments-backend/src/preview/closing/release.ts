import { LeftObject } from '../record';

const mostNames = 30;

/** What the timeline says of a removal that an administrator gave up. */
export function releaseReason(
  abandonedBy: string,
  objects: LeftObject[],
): string {
  if (objects.length === 0)
    return `Given up by ${abandonedBy}. Nothing was left in the clusters.`;
  const names = objects.slice(0, mostNames).map(nameOf);
  const more = objects.length - names.length;
  return `Given up by ${abandonedBy}. Left in the clusters: ${names.join(
    ', ',
  )}${more > 0 ? ` and ${more} more` : ''}.`;
}

function nameOf({ kind, namespace, name, cluster }: LeftObject): string {
  const place = namespace === undefined ? name : `${namespace}/${name}`;
  return `${kind} ${place} (${cluster})`;
}
