import { Extension } from './expiry/types';
import { PreviewRecord } from './record';

/** What people ask of a preview. */
export type WishKind =
  | 'removal'
  | 'redeploy'
  | 'extend'
  | 'keep'
  | 'unkeep'
  | 'release';

/** Wishes on one topic replace each other; those on different topics stand side by side. */
export type WishTopic = 'existence' | 'extension' | 'keeping' | 'release';

export interface Wish {
  kind: WishKind;
  requestedBy: string;
  at: Date;
  /** The commit that it was asked at. */
  headSha: string;
  /** Of an extension. */
  until: Date | undefined;
}

/** What a person asks for; when, and at which commit, the store knows. */
export interface NewWish {
  kind: WishKind;
  requestedBy: string;
  /** Of an extension. */
  until?: Date;
}

export const topicOf: Record<WishKind, WishTopic> = {
  removal: 'existence',
  redeploy: 'existence',
  extend: 'extension',
  keep: 'keeping',
  unkeep: 'keeping',
  release: 'release',
};

/** What is no longer kept may be past every limit; there has to be time to think again. */
export const graceMilliseconds = 24 * 3_600_000;

/** The record as the person wants it to be. Doing it twice does no more than doing it once. */
export function granted(record: PreviewRecord, wish: Wish): PreviewRecord {
  const { kind, requestedBy, at, headSha, until } = wish;
  switch (kind) {
    case 'removal':
      return {
        ...record,
        removal: { requestedBy, headSha },
        redeploy: undefined,
      };
    // Who asks for a new deployment takes back what ended the last one.
    case 'redeploy':
      return {
        ...record,
        removal: undefined,
        redeploy: { requestedBy, at },
        expiry: { ...record.expiry, expired: undefined },
      };
    case 'extend':
      return extended(record, { requestedBy, at, until: until ?? at });
    case 'keep':
      return { ...record, kept: true };
    case 'unkeep':
      return {
        ...extended(record, {
          requestedBy,
          at,
          until: new Date(at.getTime() + graceMilliseconds),
        }),
        kept: false,
      };
    case 'release':
      return { ...record, release: { requestedBy, at } };
    default: {
      const unknown: never = kind;
      throw new Error(`Nobody can wish for ${unknown}`);
    }
  }
}

/** For the timeline, where nothing else of the preview tells; undefined where its next phase does. */
export function inHistory({
  kind,
  requestedBy,
  until,
}: Wish): string | undefined {
  switch (kind) {
    case 'extend':
      return `Extended until ${until?.toISOString()} by ${requestedBy}.`;
    case 'keep':
      return `Kept by ${requestedBy}: it does not expire.`;
    case 'unkeep':
      return `No longer kept, says ${requestedBy}: it may expire again.`;
    default:
      return undefined;
  }
}

/** An extension never shortens a life. */
function extended(record: PreviewRecord, extension: Extension): PreviewRecord {
  const { expiry } = record;
  const before = expiry.extension;
  return before && before.until >= extension.until
    ? record
    : { ...record, expiry: { ...expiry, extension } };
}
