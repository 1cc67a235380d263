import { moment, PreviewRecord } from '../preview';
import { code, plainText } from './markdown';
import { standsStill } from './phaseTexts';

/** The parts of a record that tell of its end. */
export type ExpirySubject = Pick<
  PreviewRecord,
  'phase' | 'kept' | 'expiresAt' | 'expiry'
>;

/** When the preview goes and why, once that is near or somebody has had a say in it. */
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

/** In few words; undefined when it does not expire, and on the way, on which the end moves with each step. */
export function expiryInShort({
  kept,
  phase,
  expiresAt,
}: ExpirySubject): string | undefined {
  if (!standsStill(phase) && phase !== 'asleep') return undefined;
  if (kept) return 'kept';
  return expiresAt && moment(expiresAt);
}
