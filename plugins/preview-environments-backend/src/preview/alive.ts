import { PreviewRecord } from './record';

/** It is remembered, and not as something that was. */
export function alive(
  record: PreviewRecord | undefined,
): record is PreviewRecord {
  return record !== undefined && record.phase !== 'gone';
}

/** Nothing of it has begun to go. */
export function stands(
  record: PreviewRecord | undefined,
): record is PreviewRecord {
  return alive(record) && record.phase !== 'terminating';
}
