/** What a comment on a pull request asks for. */
export type Command =
  /** `/preview`: there should be one. */
  | { kind: 'start' }
  | { kind: 'redeploy' }
  | { kind: 'removal' }
  /** `by` as it was written. */
  | { kind: 'extend'; by: string | undefined }
  | { kind: 'keep' }
  | { kind: 'unkeep' }
  /** `commit` as it was written. */
  | { kind: 'approve'; commit: string | undefined }
  | { kind: 'sleep' }
  | { kind: 'wake' }
  | { kind: 'logs' }
  | { kind: 'help' }
  /** Meant for us, but nothing that we know. */
  | { kind: 'unknown' };

/** The words of the commands, as people write them. */
const word = '/preview';

type Plain = Exclude<
  Command['kind'],
  'start' | 'extend' | 'approve' | 'unknown'
>;

const plain: Record<string, Plain> = {
  redeploy: 'redeploy',
  delete: 'removal',
  keep: 'keep',
  unkeep: 'unkeep',
  sleep: 'sleep',
  wake: 'wake',
  logs: 'logs',
  help: 'help',
};

/** Reads the first line of a comment; undefined when that is not addressed to us. Whatever else the comment says does not matter. */
export function parseCommand(body: string): Command | undefined {
  const [line] = body.trimStart().split(/[\r\n]/, 1);
  const [address, name, ...rest] = line.trim().split(/[ \t]+/);
  if (address !== word) return undefined;
  if (name === undefined) return { kind: 'start' };
  if (name === 'extend' && rest.length <= 1)
    return { kind: 'extend', by: rest[0] };
  if (name === 'approve' && rest.length <= 1)
    return { kind: 'approve', commit: rest[0] };
  return Object.hasOwn(plain, name) && rest.length === 0
    ? { kind: plain[name] }
    : { kind: 'unknown' };
}
