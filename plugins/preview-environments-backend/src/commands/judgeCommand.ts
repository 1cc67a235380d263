import { PullRequestComment } from '@previewenv/plugin-preview-environments-node';
import {
  ExpiryLimits,
  extend,
  NewWish,
  obstacleTo,
  PreviewRecord,
  readExtension,
  topicOf,
  WishTopic,
} from '../preview';
import { Command, parseCommand } from './parseCommand';

/** What is to be done about a comment. */
export type Verdict =
  /** As if it had not been written. */
  | { kind: 'ignored'; reason: string }
  /** `wish` is undefined when the comment on the pull request says all that was asked for. */
  | {
      kind: 'accepted';
      wish: Omit<NewWish, 'requestedBy'> | undefined;
      topic: WishTopic | undefined;
    }
  /** `answer` is for the comment on the pull request; undefined for those who have no say in it. */
  | { kind: 'refused'; answer: string | undefined };

/** What a comment is judged by. */
export interface CommandFacts {
  comment: PullRequestComment;
  /** By the code host, just now. */
  authorMayWrite: boolean;
  record: PreviewRecord | undefined;
  platform: ExpiryLimits;
  /** Topics that a later comment has settled already. */
  settledLater: (WishTopic | undefined)[];
  now: Date;
}

/** What comes this late was lost on its way, and things have changed since. */
const latestMilliseconds = 60 * 60_000;

/** What can be said of a comment before its author's rights are asked for. */
export function isNoCommand(
  { author, edited, body, createdAt }: PullRequestComment,
  now: Date,
): string | undefined {
  if (!parseCommand(body)) return 'it is no command';
  if (author.bot) return 'a bot wrote it';
  // Others may edit a comment, and its author would answer for it.
  if (edited) return 'it was edited';
  return now.getTime() - Date.parse(createdAt) > latestMilliseconds
    ? 'it is too old'
    : undefined;
}

/** What a command on a pull request leads to. Pure. */
export function judgeCommand(facts: CommandFacts): Verdict {
  const { comment, now, authorMayWrite, settledLater, record } = facts;
  const noCommand = isNoCommand(comment, now);
  const command = parseCommand(comment.body);
  if (noCommand || !command)
    return { kind: 'ignored', reason: noCommand ?? 'it is no command' };
  if (!authorMayWrite) return { kind: 'refused', answer: undefined };
  if (command.kind === 'help')
    return { kind: 'accepted', wish: undefined, topic: undefined };
  if (command.kind === 'unknown')
    return { kind: 'refused', answer: 'That is no command.' };
  const kind = command.kind === 'start' ? 'redeploy' : command.kind;
  if (settledLater.includes(topicOf[kind]))
    return { kind: 'ignored', reason: 'a later comment was faster' };
  if (!record) return { kind: 'refused', answer: undefined };
  const obstacle = obstacleTo(kind, record);
  if (obstacle) return { kind: 'refused', answer: obstacle };
  const wish =
    command.kind === 'extend'
      ? extension(command, record, facts)
      : { wish: { kind } };
  return 'obstacle' in wish
    ? { kind: 'refused', answer: wish.obstacle }
    : { kind: 'accepted', wish: wish.wish, topic: topicOf[kind] };
}

function extension(
  { by }: Extract<Command, { kind: 'extend' }>,
  record: PreviewRecord,
  { platform, now }: CommandFacts,
): { wish: Omit<NewWish, 'requestedBy'> } | { obstacle: string } {
  const asked = readExtension(by);
  if ('problem' in asked) return { obstacle: asked.problem };
  const extended = extend(record, platform, {
    byMilliseconds: asked.milliseconds,
    // Who may write code is no administrator of the platform.
    unbounded: false,
    now,
  });
  return 'obstacle' in extended
    ? extended
    : { wish: { kind: 'extend', until: extended.until } };
}
