import { TimedRecord } from '@previewenv/test-cluster/src/ground/auditLog';

/** A way to make one Application per pull request. */
export interface Contender {
  readonly name: string;
  /** Its repository on the code host. */
  readonly repository: string;
  /** Where its webhooks go. */
  readonly hook: { url: string; secret: string };
  /** Makes `numbers` stand and be at rest, so that they are what it has open. */
  seed(numbers: number[]): Promise<void>;
  /** What has to be there before a pull request is opened, not counted: its image. */
  prepare(number: number): Promise<void>;
  /** Whether the request made one of its Applications. The audit log does not name what is created. */
  creates(record: TimedRecord): boolean;
  /** Whether the request is the first of the pull request's removal (rule 7.24). */
  removes(number: number, record: TimedRecord): boolean;
  /** Whether it is one of the contender's writes. */
  writes(record: TimedRecord): boolean;
  /** The process to weigh. */
  pid(): number;
}
