import { open } from 'node:fs/promises';
import { generationOf, previewOf, Trace, Write } from '../trace';
import { AuditRecord, isWrite } from './auditLog';

/** A request with the moment in which its answer was complete. */
export interface FinishedRecord extends AuditRecord {
  /** ISO 8601. */
  stageTimestamp: string;
}

const pollMilliseconds = 100;
const begin = '{"kind":"Event"';

/** The write that a line of the audit log tells of, if it is one of the user's. */
export function writeOf(line: string, user: string): Write | undefined {
  if (!line.includes(user)) return undefined;
  // A server that is killed can leave half a line, on which the next one goes on.
  const record: FinishedRecord = JSON.parse(
    line.slice(Math.max(0, line.lastIndexOf(begin))),
  );
  if (record.user.username !== user || !isWrite(record)) return undefined;
  const { objectRef, responseStatus, userAgent = '', verb } = record;
  if (record.stage !== 'ResponseComplete' || !objectRef) return undefined;
  const { resource, subresource, namespace, name } = objectRef;
  return {
    kind: 'write',
    at: Date.parse(record.stageTimestamp),
    generation: generationOf(userAgent),
    verb,
    resource: subresource ? `${resource}/${subresource}` : resource,
    namespace,
    name,
    code: responseStatus?.code ?? 0,
    previewId: previewOf({ resource, namespace, name }),
  };
}

/** Follows the API server's audit log, and notes the writes of one user. */
export class AuditTrail {
  readonly #options: { path: string; user: string; trace: Trace };
  readonly #timer: NodeJS.Timeout;
  #offset = 0;
  #rest = Buffer.alloc(0);
  #reading: Promise<void> = Promise.resolve();

  constructor(options: { path: string; user: string; trace: Trace }) {
    this.#options = options;
    this.#timer = setInterval(() => {
      this.#reading = this.#reading.then(() => this.#read());
    }, pollMilliseconds);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#reading;
  }

  async #read(): Promise<void> {
    const { path, user, trace } = this.#options;
    const file = await open(path);
    try {
      const { size } = await file.stat();
      // The server has begun a new file.
      if (size < this.#offset) this.#offset = 0;
      const buffer = Buffer.alloc(size - this.#offset);
      await file.read(buffer, 0, buffer.length, this.#offset);
      this.#offset = size;
      const text = Buffer.concat([this.#rest, buffer]);
      const end = text.lastIndexOf('\n') + 1;
      this.#rest = text.subarray(end);
      for (const line of text.subarray(0, end).toString().split('\n')) {
        const write = writeOf(line, user);
        if (write) trace.add(write);
      }
    } finally {
      await file.close();
    }
  }
}
