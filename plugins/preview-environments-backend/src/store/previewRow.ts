import { PreviewRecord, StepTimes } from '../preview';
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
    state: JSON.stringify(record),
  };
}

/** The record of a row, with what a person wished since the last look. */
export function decodePreview(
  row: Pick<PreviewRow, 'state'>,
  wish: WishRow | undefined,
): PreviewRecord {
  const stored: Stored<PreviewRecord> = JSON.parse(row.state);
  const record: PreviewRecord = {
    ...stored,
    phaseSince: new Date(stored.phaseSince),
    createdAt: new Date(stored.createdAt),
    readyAt: date(stored.readyAt),
    expiresAt: date(stored.expiresAt),
    admittedAt: date(stored.admittedAt),
    closedAt: date(stored.closedAt),
    redeploy: stored.redeploy && {
      ...stored.redeploy,
      at: new Date(stored.redeploy.at),
    },
    resync: stored.resync && {
      ...stored.resync,
      at: new Date(stored.resync.at),
    },
    comment: stored.comment && {
      ...stored.comment,
      writtenAt: new Date(stored.comment.writtenAt),
    },
    steps: decodeSteps(stored.steps),
  };
  return wish ? { ...record, ...wishes(wish) } : record;
}

/** The later wish stands: who asks for a new deployment takes back the removal, and the other way round. */
function wishes(wish: WishRow): Pick<PreviewRecord, 'removal' | 'redeploy'> {
  const requestedBy = wish.requested_by;
  return wish.kind === 'removal'
    ? { removal: { requestedBy, headSha: wish.head_sha }, redeploy: undefined }
    : {
        removal: undefined,
        redeploy: { requestedBy, at: new Date(Number(wish.requested_at)) },
      };
}

function decodeSteps(steps: Stored<StepTimes>): StepTimes {
  return {
    awaitingImageSince: date(steps.awaitingImageSince),
    verifyingSince: date(steps.verifyingSince),
    drainingSince: date(steps.drainingSince),
  };
}

function date(stored: string | undefined): Date | undefined {
  return stored === undefined ? undefined : new Date(stored);
}
