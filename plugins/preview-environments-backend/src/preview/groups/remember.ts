import { Decision } from '../decision';
import { Circumstances } from '../intent';
import { faceInLook, standsOf } from './face';
import { groupOf } from './group';
import { linkedTo } from './tell';
import { GroupRecord } from './types';

/** A larger crowd is told of in part; those that are reached come first. */
const mostTold = 25;

/** What is to be remembered of the group after a look. What could not be read stays as it was; of what goes nothing is left. */
export function groupAfter(
  previewId: string,
  observed: Pick<
    Circumstances,
    'record' | 'pullRequest' | 'observedAt' | 'group' | 'unreadable'
  >,
  { phase, desired }: Pick<Decision, 'phase' | 'desired'>,
): GroupRecord | undefined {
  const { record, group, pullRequest } = observed;
  if (phase === 'gone' || phase === 'terminating') return undefined;
  if (pullRequest.state === 'closed') return undefined;
  if (observed.unreadable !== undefined || !group) return record?.group;
  const before = record?.phase === 'gone' ? undefined : record?.group;
  const { links, others } = group;
  if (!desired) {
    // What runs although its definition is wrong now stays as it was made.
    const runs = phase !== 'awaiting-approval' && phase !== 'asleep';
    const { stands = [], linked = [] } = before ?? {};
    return orNothing({ links, stands, linked: runs ? linked : [] });
  }
  const self = faceInLook(previewId, { ...observed, links }, desired);
  return orNothing({
    links,
    stands: standsOf(desired),
    linked: linkedTo(self, others, groupOf(self, others)).slice(0, mostTold),
  });
}

function orNothing(group: GroupRecord): GroupRecord | undefined {
  return Object.values(group).some(({ length }) => length > 0)
    ? group
    : undefined;
}
