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

export interface Action {
  name: ActionName;
  /** Waited for, for a while; then it is done anyway. */
  when: Moment;
  /** Milliseconds of thought after that. */
  after: number;
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
