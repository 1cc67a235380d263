import type { Preview } from '@previewenv/plugin-preview-environments-common';
import { referenceOf } from './change';

/** Whether every word of the text occurs somewhere in what a person knows a preview by. */
export function matchesText(preview: Preview, text: string): boolean {
  const { branch, pullRequest, repository } = preview;
  const known = [
    preview.id,
    repository.slug,
    ...(branch ? [branch.requestedBy] : [referenceOf(pullRequest)]),
    pullRequest.title,
    pullRequest.author,
    pullRequest.headRef,
    pullRequest.headSha,
    ...preview.components.map(({ name }) => name),
  ]
    .join('\n')
    .toLocaleLowerCase();
  return text
    .toLocaleLowerCase()
    .split(/\s+/)
    .every(word => known.includes(word));
}
