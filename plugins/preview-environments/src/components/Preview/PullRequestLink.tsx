import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { referenceOf } from '../../preview/change';
import { ExternalLink } from '../ExternalLink';

/** Number and title of the pull request, or the branch, as a link to its page. The title is whatever its author wrote. */
export function PullRequestLink({ preview }: { preview: Preview }) {
  const { branch, pullRequest } = preview;
  const { title, url } = pullRequest;
  return (
    <ExternalLink address={url}>
      {branch ? branch.name : `${referenceOf(pullRequest)} ${title}`}
    </ExternalLink>
  );
}
