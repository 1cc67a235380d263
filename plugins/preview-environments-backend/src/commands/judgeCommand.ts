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
import { judgeApproval } from './judgeApproval';
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
      /** What there is to say all the same. */
      answer?: string;
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

type Wishing = Exclude<Command, { kind: 'help' | 'logs' | 'unknown' }>;

/** Comments are read by more people than may see a preview, and logs can hold anything. */
const elsewhere =
  'Logs are shown in Backstage, to those who may see the preview: on its page, below its components.';

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
  const { comment, now, authorMayWrite, settledLater } = facts;
  const noCommand = isNoCommand(comment, now);
  const command = parseCommand(comment.body);
  if (noCommand || !command)
    return { kind: 'ignored', reason: noCommand ?? 'it is no command' };
  if (!authorMayWrite) return { kind: 'refused', answer: undefined };
  if (command.kind === 'help')
    return { kind: 'accepted', wish: undefined, topic: undefined };
  if (command.kind === 'logs')
    return {
      kind: 'accepted',
      wish: undefined,
      topic: undefined,
      answer: elsewhere,
    };
  if (command.kind === 'unknown')
    return { kind: 'refused', answer: 'That is no command.' };
  const kind = command.kind === 'start' ? 'request' : command.kind;
  if (settledLater.includes(topicOf[kind]))
    return { kind: 'ignored', reason: 'a later comment was faster' };
  const wish = wishOf(command, facts);
  return 'obstacle' in wish
    ? { kind: 'refused', answer: wish.obstacle }
    : { kind: 'accepted', wish: wish.wish, topic: topicOf[kind] };
}

type Wished =
  | { wish: Omit<NewWish, 'requestedBy'> }
  | { obstacle: string | undefined };

/** Without a record nobody can be answered: nothing has been said on the pull request yet. */
function wishOf(command: Wishing, facts: CommandFacts): Wished {
  const { record, comment } = facts;
  if (command.kind === 'approve') {
    const { commit } = command;
    return judgeApproval({ commit, writtenAt: comment.createdAt, record });
  }
  const kind = command.kind === 'start' ? 'request' : command.kind;
  if (!record)
    return kind === 'request' ? { wish: { kind } } : { obstacle: undefined };
  const obstacle = obstacleTo(kind, record);
  if (obstacle) return { obstacle };
  return command.kind === 'extend'
    ? extension(command, record, facts)
    : { wish: { kind } };
}

function extension(
  { by }: Extract<Command, { kind: 'extend' }>,
  record: PreviewRecord,
  { platform, now }: CommandFacts,
): Wished {
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
