import { DesiredEdgeRoute } from '@previewenv/plugin-preview-environments-node';

/** By this response header a probe knows which preview and commit the route belongs to (rule 7.7). */
export const proofHeader = 'x-preview';

export function proofOf({
  previewId,
  headSha,
}: Pick<DesiredEdgeRoute, 'previewId' | 'headSha'>): string {
  return `${previewId};${headSha}`;
}

/** What every answer of a preview carries: whose it is, and that it is nothing for search engines. */
export function answerHeaders(
  route: Pick<DesiredEdgeRoute, 'previewId' | 'headSha'>,
): { name: string; value: string }[] {
  return [
    { name: proofHeader, value: proofOf(route) },
    { name: 'x-robots-tag', value: 'noindex' },
  ];
}
