import { PullRequest } from '../ground/Ground';
import { instance, previewIdOf } from '../places';
import { wishFor } from '../drive/wishes';
import { Violation } from './Violation';

/** One comment of ours at most, and what it says is what is. */
export function checkComments(pulls: PullRequest[]): Violation[] {
  return pulls.flatMap(pull => {
    const what = untruth(pull);
    return what ? [{ invariant: 'comments', what }] : ([] as Violation[]);
  });
}

function untruth(pull: PullRequest): string | undefined {
  const id = previewIdOf(pull.repository, pull.number);
  const ours = pull.comments.filter(({ body }) =>
    body.includes(`<!-- preview-environments:${instance}:${id} -->`),
  );
  if (ours.length > 1) return `${id} has ${ours.length} comments`;
  const wish = wishFor(pull);
  if (ours.length === 0)
    return wish === 'removed' ? undefined : `${id} has no comment`;
  const [{ body }] = ours;
  const [, title] = /^### Preview `[^`]+`: (.+)$/m.exec(body) ?? [];
  if (title !== wish) return `${id} is ${wish}, but its comment says ${title}`;
  const short = pull.headSha.slice(0, 7);
  if (wish === 'ready' && !body.includes(`answers with commit \`${short}\``))
    return `${id}: the comment does not name the commit ${short}`;
  return undefined;
}
