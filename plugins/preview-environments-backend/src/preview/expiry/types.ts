/** How long a preview may last, in milliseconds; undefined is no limit. */
export interface ExpiryLimits {
  /** Since anybody last worked on it. */
  idle: number | undefined;
  /** Since it was made. */
  max: number | undefined;
  /** Since it failed, or its pods began to crash. */
  failed: number | undefined;
}

/** What the end of a preview is reckoned from. */
export interface ExpiryState {
  /** The limits of the definitions as they were last read: a preview whose definition can't be read expires none the less. */
  asked: ExpiryLimits;
  /** When its life began, or when it was let go on after it had waited for approval or for a place. */
  startedAt: Date;
  /** The last commit, redeploy or extension, or when it first became ready. */
  activeAt: Date | undefined;
  failingSince: Date | undefined;
  extension: Extension | undefined;
  /** What the pull request has been warned of. */
  warning: Pick<Expiry, 'expiresAt' | 'because'> | undefined;
  /** It came to its end; holds for that commit only. */
  expired: { headSha: string; reason: string } | undefined;
}

/** A person's wish that the preview stays. */
export interface Extension {
  requestedBy: string;
  at: Date;
  until: Date;
}

/** When a preview goes, and why. */
export interface Expiry {
  expiresAt: Date;
  /** From when on the pull request says so. */
  warnAt: Date;
  /** What it will be then, in words: `idle for 3 days`. */
  because: string;
  /** Who put the end off until then; undefined when a limit alone sets it. */
  extendedBy: string | undefined;
}
