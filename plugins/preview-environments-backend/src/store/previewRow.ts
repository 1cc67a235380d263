import {
  CleanupRun,
  endless,
  ExpiryState,
  granted,
  newLife,
  PreviewRecord,
  StepTimes,
  Wish,
} from '../preview';
import { toDate } from './clock';
import { PreviewRow, WishRow } from './tables';

type Stored<T> = T extends Date
  ? string
  : T extends Array<infer Item>
  ? Array<Stored<Item>>
  : T extends object
  ? { [Key in keyof T]: Stored<T[Key]> }
  : T;

/** A record as a row: the JSON that is the truth, and the columns that queries need. */
export function encodePreview(record: PreviewRecord): PreviewRow {
  const { host, owner, name, id } = record.repository;
  return {
    id: record.id,
    host,
    repository_id: id,
    repository: `${owner}/${name}`.toLowerCase(),
    number: record.pullRequest.number,
    phase: record.phase,
    created_at: record.createdAt.getTime(),
    gone_at: mayBeForgotten(record) ? record.phaseSince.getTime() : null,
    stuck_since: record.stuckSince?.getTime() ?? null,
    state: JSON.stringify(record),
  };
}

/** Whoever forgot that an open pull request was to have no preview any more would make it one again. */
function mayBeForgotten({
  phase,
  closedAt,
  removal,
  expiry: { expired },
}: PreviewRecord): boolean {
  return phase === 'gone' && (closedAt !== undefined || !(removal ?? expired));
}

/** The record of a row, with what people wished since the last look. */
export function decodePreview(
  row: Pick<PreviewRow, 'state'>,
  wishes: WishRow[] = [],
): PreviewRecord {
  const stored: Stored<PreviewRecord> = JSON.parse(row.state);
  const record: PreviewRecord = {
    ...stored,
    headSince: date(stored.headSince),
    approval: stored.approval && {
      ...stored.approval,
      at: new Date(stored.approval.at),
    },
    request: decodeRequest(stored.request),
    phaseSince: new Date(stored.phaseSince),
    createdAt: new Date(stored.createdAt),
    readyAt: date(stored.readyAt),
    expiresAt: date(stored.expiresAt),
    expiry: decodeExpiry(stored),
    admittedAt: date(stored.admittedAt),
    closedAt: date(stored.closedAt),
    asleep: stored.asleep && {
      ...stored.asleep,
      at: new Date(stored.asleep.at),
    },
    redeploy: stored.redeploy && {
      ...stored.redeploy,
      at: new Date(stored.redeploy.at),
    },
    resync: stored.resync && {
      ...stored.resync,
      at: new Date(stored.resync.at),
    },
    release: stored.release && {
      ...stored.release,
      at: new Date(stored.release.at),
    },
    closing: stored.closing && {
      ...stored.closing,
      since: new Date(stored.closing.since),
    },
    stuckSince: date(stored.stuckSince),
    doubt: stored.doubt && {
      ...stored.doubt,
      since: new Date(stored.doubt.since),
    },
    comment: stored.comment && {
      ...stored.comment,
      writtenAt: new Date(stored.comment.writtenAt),
    },
    feedback: stored.feedback && {
      ...stored.feedback,
      triedAt: stored.feedback.triedAt.map(at => new Date(at)),
    },
    cleanup: decodeCleanup(stored.cleanup),
    steps: decodeSteps(stored.steps),
  };
  return wishes
    .map(decodeWish)
    .sort((one, other) => one.at.getTime() - other.at.getTime())
    .reduce(granted, record);
}

export function decodeWish(row: WishRow): Wish {
  return {
    kind: row.kind,
    requestedBy: row.requested_by,
    at: new Date(Number(row.requested_at)),
    headSha: row.head_sha,
    until: toDate(row.until),
  };
}

function decodeRequest(
  request: Stored<PreviewRecord>['request'],
): PreviewRecord['request'] {
  if (!request) return undefined;
  const { requestedBy, at, until } = request;
  return {
    requestedBy,
    at: new Date(at),
    ...(until && { until: new Date(until) }),
  };
}

/** In records of before there was expiry, a life began when the preview was made. */
function decodeExpiry({
  expiry,
  createdAt,
}: Pick<Stored<PreviewRecord>, 'createdAt'> & {
  expiry?: Stored<ExpiryState>;
}): ExpiryState {
  if (!expiry) return newLife(new Date(createdAt));
  const { asked, startedAt, extension, warning, expired } = expiry;
  return {
    asked: { ...endless, ...asked },
    startedAt: new Date(startedAt),
    activeAt: date(expiry.activeAt),
    failingSince: date(expiry.failingSince),
    extension: extension && {
      requestedBy: extension.requestedBy,
      at: new Date(extension.at),
      until: new Date(extension.until),
    },
    warning: warning && {
      because: warning.because,
      expiresAt: new Date(warning.expiresAt),
    },
    expired,
  };
}

function decodeSteps(steps: Stored<StepTimes>): StepTimes {
  return {
    awaitingImageSince: date(steps.awaitingImageSince),
    verifyingSince: date(steps.verifyingSince),
    drainingSince: date(steps.drainingSince),
  };
}

/** Records of before there were clean-ups have none. */
function decodeCleanup(stored: Stored<CleanupRun>[] | undefined): CleanupRun[] {
  return (stored ?? []).map(({ job, round, startedAt, result }) => ({
    job,
    round,
    startedAt: date(startedAt),
    result: result && { ...result, at: new Date(result.at) },
  }));
}

function date(stored: string | undefined): Date | undefined {
  return stored === undefined ? undefined : new Date(stored);
}
