/** What people do with a pull request. */
export const actionNames = [
  'open',
  'push',
  'force-push',
  'relabel',
  'unlabel',
  'draft',
  'ready for review',
  'close',
  'reopen',
  'rename branch',
] as const;
export type ActionName = (typeof actionNames)[number];

/** In the middle of what it is done. `settled`: the preview answers, or has had time to. */
export const moments = ['building', 'syncing', 'cleaning', 'settled'] as const;
export type Moment = (typeof moments)[number];

/** How a close that was caught in a moment is counted. */
export const closeWhile = (moment: Moment): string => `close while ${moment}`;

/** What people do in every run; one of them missing is a harness that says nothing about it. */
export const everythingDone = [
  ...actionNames,
  ...(['building', 'syncing', 'cleaning'] as const).map(closeWhile),
];

export interface Action {
  name: ActionName;
  /** Milliseconds of thought after what was done before. */
  after: number;
  /** Waited for after that, for a while; then it is done anyway. */
  when: Moment;
  /** The commit that the branch points at from now on. */
  sha?: string;
}

/** One pull request's life. */
export interface PullScript {
  repository: string;
  number: number;
  /** Opened at the beginning and left alone: whatever happens, its preview must never go. */
  pillar: boolean;
  actions: Action[];
}
