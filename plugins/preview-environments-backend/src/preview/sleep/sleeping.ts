import { PullRequest } from '@previewenv/plugin-preview-environments-node';
import { alive } from '../alive';
import { DesiredWorkspace } from '../desired';
import { ClusterFacts } from '../facts';
import { PreviewRecord } from '../record';
import { Sleep } from './types';

/** Who put the preview to sleep that stands; undefined when it is awake, or none of it stands. A new life begins awake. */
export function sleepOf(record: PreviewRecord | undefined): Sleep | undefined {
  return alive(record) ? record.asleep : undefined;
}

/** What is said of a preview that sleeps. It moves with a push and with nothing else. */
export function sleepReason(
  { requestedBy, headSha }: Sleep,
  { head }: PullRequest,
): string {
  const put = `Put to sleep by ${requestedBy}.`;
  return headSha === undefined || headSha === head.sha
    ? put
    : `${put} Commit ${head.sha.slice(
        0,
        7,
      )}, which was pushed since, runs when it wakes.`;
}

/** The namespaces that are there: they are kept as they are to be, and none is made for what sleeps. */
export function standingWorkspaces(
  workspaces: DesiredWorkspace[],
  record: PreviewRecord,
  clusters: Record<string, ClusterFacts>,
): DesiredWorkspace[] {
  return workspaces.filter(
    ({ cluster }) =>
      record.clusters.includes(cluster) &&
      ['complete', 'incomplete'].includes(
        clusters[cluster]?.workspace.state ?? '',
      ),
  );
}
