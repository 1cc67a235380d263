import type { Preview } from '@previewenv/plugin-preview-environments-common';

/** Whether every word of the text occurs somewhere in what a person knows a preview by. */
export function matchesText(preview: Preview, text: string): boolean {
  const { pullRequest, repository } = preview;
  const known = [
    preview.id,
    repository.slug,
    `#${pullRequest.number}`,
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
