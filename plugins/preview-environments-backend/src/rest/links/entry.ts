import { Preview } from '@previewenv/plugin-preview-environments-common';
import { isLeaving, PreviewRecord } from '../../preview';
import { Mode, observing } from '../actions';
import { LinkTerms } from './Links';

/** The hosts of the shared environment that links may lead to a preview on, each once. */
export function stableHostsOf({ components }: PreviewRecord): string[] {
  return [
    ...new Set(components.flatMap(({ stableHosts = [] }) => stableHosts)),
  ];
}

/** What people are offered of such links; undefined where there are none for the preview. */
export function entryOf(
  record: PreviewRecord,
  mode: Mode,
  terms: LinkTerms | undefined,
): Preview['entry'] {
  const hosts = stableHostsOf(record);
  if (!terms || hosts.length === 0 || record.phase === 'gone') return undefined;
  const reason = obstacleTo(record, mode);
  return {
    hosts,
    allowed: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    ...terms,
  };
}

function obstacleTo(record: PreviewRecord, mode: Mode): string | undefined {
  if (mode === 'observe') return observing;
  if (isLeaving(record)) return 'It is being removed.';
  return record.phase === 'ready' || record.liveSha !== undefined
    ? undefined
    : 'It has not answered yet.';
}
