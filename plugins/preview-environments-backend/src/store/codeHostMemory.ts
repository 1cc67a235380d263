/** An answer of a code host, for conditional requests. */
export interface RememberedAnswer {
  etag: string;
  /** As JSON, already reduced to what is used. */
  value: unknown;
  /** Whether there is a page behind it. */
  more: boolean;
}

/** How much may be written in the name of one account. */
export interface WriteLimits {
  perMinute: number;
  perHour: number;
}

/** What all replicas know together of code hosts, and what a restart does not forget. */
export interface CodeHostMemory {
  answer(key: string): Promise<RememberedAnswer | undefined>;
  /** Kept until it is replaced or old. */
  rememberAnswer(key: string, answer: RememberedAnswer): Promise<void>;
  /** Counts a write that is about to be made, and answers undefined; or the milliseconds until there is room for one, and counts nothing. */
  takeWrite(account: string, limits: WriteLimits): Promise<number | undefined>;
  /** The host asked to be left alone. A longer pause that is known stays. */
  pause(account: string, milliseconds: number): Promise<void>;
  /** Milliseconds for which the host is left alone; 0 when it need not be. */
  pausedFor(account: string): Promise<number>;
}

export interface AnswerPurge {
  /** Answers that were read longer ago are forgotten. */
  olderThanMilliseconds: number;
  /** More than these are never kept; the oldest go first. */
  most: number;
}
