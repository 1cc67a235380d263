import { PreviewAction } from '@previewenv/plugin-preview-environments-common';
import { obstacleTo, PreviewRecord, WishKind } from '../preview';

/** Whether plans are carried out or only shown. */
export type Mode = 'on' | 'observe';

/** Why nothing can be done while nothing is written. */
export const observing =
  'Previews are only planned here, not made: previewEnvironments.mode is observe.';

/** What the state of a preview lets anybody do, and why not. Pure; permissions come on top. */
export function possibleActions(
  record: PreviewRecord,
  mode: Mode,
): PreviewAction[] {
  return [
    action('approve', obstacle('approve', record, mode)),
    action('redeploy', obstacle('redeploy', record, mode)),
    action('delete', obstacle('removal', record, mode)),
    action('extend', obstacle('extend', record, mode)),
    action('keep', obstacle('keep', record, mode)),
    action('unkeep', obstacle('unkeep', record, mode)),
    action('sleep', obstacle('sleep', record, mode)),
    action('wake', obstacle('wake', record, mode)),
    action('release', releaseObstacle(record, mode)),
  ];
}

/** Nothing is done to a preview that is only planned; that it is gone is worth more than that. */
function obstacle(
  kind: Exclude<WishKind, 'release'>,
  record: PreviewRecord,
  mode: Mode,
): string | undefined {
  return mode === 'observe' && record.phase !== 'gone'
    ? observing
    : obstacleTo(kind, record);
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
