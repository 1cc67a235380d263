import { PreviewAction } from '@previewenv/plugin-preview-environments-common';
import { PreviewRecord } from '../preview';

/** Whether plans are carried out or only shown. */
export type Mode = 'on' | 'observe';

const observing =
  'Previews are only planned here, not made: previewEnvironments.mode is observe.';

/** What the state of a preview lets anybody do, and why not. Pure; permissions come on top. */
export function possibleActions(
  record: PreviewRecord,
  mode: Mode,
): PreviewAction[] {
  return [
    action('redeploy', redeployObstacle(record, mode)),
    action('delete', deleteObstacle(record, mode)),
    action('release', releaseObstacle(record, mode)),
  ];
}

/** Whether the preview is gone, or will be without another request. */
export function isLeaving({ phase, removal, pullRequest }: PreviewRecord) {
  return (
    phase === 'gone' ||
    phase === 'terminating' ||
    removal?.headSha === pullRequest.head.sha
  );
}

function redeployObstacle(
  record: PreviewRecord,
  mode: Mode,
): string | undefined {
  if (mode === 'observe') return observing;
  if (record.closedAt || record.pullRequest.state === 'closed') {
    return 'The pull request is closed.';
  }
  if (record.phase === 'terminating') {
    return 'It is being removed. It can be deployed again when that is done.';
  }
  // Neither a draft nor a label that is missing changes by deploying again.
  return record.phase === 'awaiting-approval' || isUnwanted(record)
    ? record.reason
    : undefined;
}

/** Gone because the pull request or the definition no longer asks for it, not because a person took it away. */
function isUnwanted({ phase, removal }: PreviewRecord): boolean {
  return phase === 'gone' && removal === undefined;
}

function deleteObstacle(record: PreviewRecord, mode: Mode): string | undefined {
  if (record.phase === 'gone') return 'It is gone already.';
  if (isLeaving(record)) return 'It is being removed already.';
  return mode === 'observe' ? observing : undefined;
}

/** Nothing is left behind that goes by itself. */
function releaseObstacle(
  { phase, stuckSince, release }: PreviewRecord,
  mode: Mode,
): string | undefined {
  if (phase === 'gone') return 'It is gone already.';
  if (mode === 'observe') return observing;
  if (release) return 'It is being given up already.';
  if (stuckSince) return undefined;
  return phase === 'terminating'
    ? 'Its removal is not past a deadline; it can be given up when it is.'
    : 'It is not being removed.';
}

function action(
  name: PreviewAction['name'],
  reason: string | undefined,
): PreviewAction {
  return reason ? { name, allowed: false, reason } : { name, allowed: true };
}
