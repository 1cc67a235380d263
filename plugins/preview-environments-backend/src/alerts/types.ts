/** Something that a person has to look at, because nothing that runs by itself can end it. */
export interface Alert {
  /** What it is about, the same every time: `stuck:web-pr-42`. What is before the colon is counted in the metrics. */
  key: string;
  title: string;
  /** What is the matter, and what to do about it. */
  description: string;
  /** A path of Backstage or an address. */
  link?: string;
}

/** Tells people of what needs them. Neither verb ever rejects: what can't be told is logged. */
export interface Alerts {
  /** Raises an alert once, whoever raises it how often; it is told again only when its text has changed. */
  raise(alert: Alert): Promise<void>;
  /** It is over. Does nothing when no such alert was raised. */
  clear(key: string): Promise<void>;
}

/** What all replicas know of alerts. */
export interface AlertMemory {
  /** Writes an alert down. False when it is known with the same text. */
  rememberAlert(alert: Alert): Promise<boolean>;
  /** The alert that was written down, once; undefined when there is none. */
  forgetAlert(key: string): Promise<Alert | undefined>;
}
