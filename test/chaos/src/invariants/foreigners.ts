import { ClusterObject } from '../ground/Ground';
import { Violation } from './Violation';

/** Of the product; in its field ownership. */
const ourManager = 'preview-environments';

const nameOf = ({ kind, namespace, name }: ClusterObject): string =>
  [kind, namespace, name].filter(Boolean).join(' ');

/** What others own is the same object with the same content, and we never wrote to it. */
export function checkForeigners(
  before: ClusterObject[],
  after: ClusterObject[],
): Violation[] {
  const byUid = new Map(after.map(object => [object.uid, object]));
  return before.flatMap(object => {
    const what = harm(object, byUid.get(object.uid));
    return what
      ? [{ invariant: 'foreign objects untouched', what }]
      : ([] as Violation[]);
  });
}

function harm(
  before: ClusterObject,
  now: ClusterObject | undefined,
): string | undefined {
  const name = nameOf(before);
  if (!now) return `${name} is gone`;
  if (now.deleting) return `${name} is being deleted`;
  if (now.managers.some(manager => manager.startsWith(ourManager)))
    return `${name} was written to by us`;
  return now.content() === before.content() ? undefined : `${name} was changed`;
}
