import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { ExternalLink } from '../ExternalLink';

/** Number and title of the pull request, as a link to its page. The title is whatever its author wrote. */
export function PullRequestLink({ preview }: { preview: Preview }) {
  const { number, title, url } = preview.pullRequest;
  return (
    <ExternalLink address={url}>
      #{number} {title}
    </ExternalLink>
  );
}
