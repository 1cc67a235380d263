import { PreviewRecord } from '../preview';
import { code, plainText } from './markdown';

/** The parts of a record that tell of its end. */
export type ExpirySubject = Pick<
  PreviewRecord,
  'phase' | 'kept' | 'expiresAt' | 'expiry'
>;

/** When the preview goes, once that is near or somebody has had a say in it; a time that moves with every commit is no news. */
export function expiryText(preview: ExpirySubject): string | undefined {
  const { phase, kept, expiresAt, expiry } = preview;
  if (phase === 'terminating' || phase === 'gone') return undefined;
  if (kept) {
    return `It is kept, and does not expire until somebody comments ${code(
      '/preview unkeep',
    )}.`;
  }
  const { warning, extension } = expiry;
  if (warning) {
    return `**It goes on ${moment(warning.expiresAt)}**: ${plainText(
      warning.because,
    )} by then. Comment ${code('/preview extend 2d')} or ${code(
      '/preview keep',
    )} to keep it longer.`;
  }
  return extension && expiresAt?.getTime() === extension.until.getTime()
    ? `It stays until ${moment(extension.until)}, because ${plainText(
        extension.requestedBy,
      )} asked for it.`
    : undefined;
}

/** To the minute, in the one time zone that all readers can convert from. */
function moment(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
