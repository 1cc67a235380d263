import { Extension, ExpiryState } from './expiry/types';
import { PreviewRecord } from './record';
import { Leave, Request } from './trust/types';

/** What people ask of a preview. */
export type WishKind =
  | 'removal'
  | 'redeploy'
  | 'extend'
  | 'keep'
  | 'unkeep'
  | 'release'
  | 'request'
  | 'approve'
  | 'sleep'
  | 'wake';

/** Wishes on one topic replace each other; those on different topics stand side by side. */
export type WishTopic =
  | 'existence'
  | 'extension'
  | 'keeping'
  | 'release'
  | 'approval'
  | 'sleep';

export interface Wish {
  kind: WishKind;
  requestedBy: string;
  at: Date;
  /** The commit that it was asked at; of an approval, the one that was approved. */
  headSha: string;
  /** Of an extension, or of a request for a branch. */
  until: Date | undefined;
}

/** What a person asks for; when, and at which commit, the store knows. */
export interface NewWish {
  kind: WishKind;
  requestedBy: string;
  /** Of an extension, or of a request for a branch. */
  until?: Date;
  /** Of an approval, which is given to the commit that a person has seen, whatever was pushed since. */
  headSha?: string;
}

export const topicOf: Record<WishKind, WishTopic> = {
  removal: 'existence',
  redeploy: 'existence',
  extend: 'extension',
  keep: 'keeping',
  unkeep: 'keeping',
  release: 'release',
  request: 'existence',
  approve: 'approval',
  sleep: 'sleep',
  wake: 'sleep',
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
        request: undefined,
        redeploy: undefined,
      };
    case 'redeploy':
      return redeployed(record, { requestedBy, at });
    case 'request':
      return {
        ...redeployed(record, { requestedBy, at }),
        request: requestOf(wish),
        // What ended the lease of a branch does not end another one.
        closedAt: record.branch ? undefined : record.closedAt,
      };
    case 'approve':
      return { ...record, approval: { headSha, by: requestedBy, at } };
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
    case 'sleep':
      return {
        ...record,
        asleep: { requestedBy, at, headSha },
        expiry: active(record.expiry, at),
      };
    case 'wake':
      return awake(record, at);
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
  headSha,
}: Wish): string | undefined {
  switch (kind) {
    case 'extend':
      return `Extended until ${until?.toISOString()} by ${requestedBy}.`;
    case 'keep':
      return `Kept by ${requestedBy}: it does not expire.`;
    case 'approve':
      return `Commit ${headSha.slice(0, 7)} approved by ${requestedBy}.`;
    case 'wake':
      return `Woken by ${requestedBy}.`;
    case 'unkeep':
      return `No longer kept, says ${requestedBy}: it may expire again.`;
    default:
      return undefined;
  }
}

function requestOf({ kind, requestedBy, at, until }: Wish): Request {
  return kind === 'request' && until
    ? { requestedBy, at, until }
    : { requestedBy, at };
}

/** Whoever puts it to sleep or wakes it means to use it. */
function active(expiry: ExpiryState, at: Date): ExpiryState {
  const { activeAt } = expiry;
  return { ...expiry, activeAt: activeAt && activeAt > at ? activeAt : at };
}

/** What failed before it slept begins anew. */
function awake(record: PreviewRecord, at: Date): PreviewRecord {
  return {
    ...record,
    asleep: undefined,
    expiry: { ...active(record.expiry, at), failingSince: undefined },
  };
}

/** Who asks for a new deployment takes back what ended the last one, and what stopped it. */
function redeployed(
  record: PreviewRecord,
  redeploy: PreviewRecord['redeploy'],
): PreviewRecord {
  return {
    ...record,
    removal: undefined,
    asleep: undefined,
    redeploy,
    expiry: { ...record.expiry, expired: undefined },
  };
}

/** What people wished for a pull request that nothing is remembered of yet. An approval is a wish for a preview, too. */
export function leaveFrom(wishes: Wish[]): Leave {
  const latest = (kind: WishKind) => wishes.find(wish => wish.kind === kind);
  const approve = latest('approve');
  const request = latest('request') ?? approve;
  return {
    approval: approve && {
      headSha: approve.headSha,
      by: approve.requestedBy,
      at: approve.at,
    },
    request: request && requestOf(request),
  };
}

/** An extension never shortens a life. */
function extended(record: PreviewRecord, extension: Extension): PreviewRecord {
  const { expiry } = record;
  const before = expiry.extension;
  return before && before.until >= extension.until
    ? record
    : { ...record, expiry: { ...expiry, extension } };
}
