import { readFile } from 'node:fs/promises';
import { kit } from './place';

/** A request as the API server recorded it. Without bodies. */
export interface AuditRecord {
  auditID: string;
  stage: string;
  requestURI: string;
  verb: string;
  user: { username: string };
  userAgent?: string;
  objectRef?: {
    apiGroup?: string;
    resource: string;
    subresource?: string;
    namespace?: string;
    name?: string;
  };
  responseStatus?: { code: number };
  /** ISO 8601. */
  requestReceivedTimestamp: string;
}

/** A request with the moment in which its answer was complete. */
export interface TimedRecord extends AuditRecord {
  /** ISO 8601. */
  stageTimestamp: string;
}

const writingVerbs = [
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
];

/** Whether a request could have changed something. Refused ones count: whoever asks to write, writes. */
export function isWrite({ verb, requestURI }: AuditRecord): boolean {
  return writingVerbs.includes(verb) && !/[?&]dryRun=All/.test(requestURI);
}

/** All requests of a user since a moment, once each: a watch is recorded when it begins and when it ends. */
export async function requestsBy(
  username: string,
  since: Date = new Date(0),
): Promise<AuditRecord[]> {
  const text = await readFile(kit.auditLog, 'utf8');
  const records = new Map<string, AuditRecord>();
  // the last line may be half written; it is read the next time
  for (const line of text.split('\n').slice(0, -1)) {
    if (!line.includes(username)) continue;
    const record: AuditRecord = JSON.parse(line);
    if (
      record.user.username === username &&
      new Date(record.requestReceivedTimestamp) >= since
    ) {
      records.set(record.auditID, record);
    }
  }
  return [...records.values()];
}

/** The writes of a user since a moment, in words for a failure's message. */
export async function writesBy(
  username: string,
  since: Date,
): Promise<string[]> {
  return (await requestsBy(username, since))
    .filter(isWrite)
    .map(({ verb, requestURI }) => `${verb} ${requestURI}`);
}
