import { generationOf, previewOf, Trace, Write } from '../trace';
import { isWrite, LineTail, TimedRecord } from './auditLog';

const pollMilliseconds = 100;
const begin = '{"kind":"Event"';

/** The write that a line of the audit log tells of, if it is one of the user's. */
export function writeOf(line: string, user: string): Write | undefined {
  if (!line.includes(user)) return undefined;
  // A server that is killed can leave half a line, on which the next one goes on.
  const record: TimedRecord = JSON.parse(
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
  readonly #user: string;
  readonly #trace: Trace;
  readonly #log: LineTail;
  readonly #timer: NodeJS.Timeout;
  #reading: Promise<void> = Promise.resolve();

  constructor(options: { path: string; user: string; trace: Trace }) {
    this.#user = options.user;
    this.#trace = options.trace;
    this.#log = new LineTail(options.path);
    this.#timer = setInterval(() => {
      this.#reading = this.#reading.then(() => this.#read());
    }, pollMilliseconds);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#reading;
  }

  async #read(): Promise<void> {
    for (const line of await this.#log.read()) {
      const write = writeOf(line, this.#user);
      if (write) this.#trace.add(write);
    }
  }
}
