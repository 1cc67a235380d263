import { CodeHost, RepositoryRef } from '../../codeHost';

/**
 * What people do at a code host, so that its implementation has something to read.
 *
 * @public
 */
export interface CodeHostPeople {
  /** Commits a file to the default branch. */
  writeFile(path: string, text: string): Promise<void>;
  removeFile(path: string): Promise<void>;
  /** Opens a pull request from a new branch that changes these files. */
  open(options: {
    title: string;
    description?: string;
    branch: string;
    draft?: boolean;
    labels?: string[];
    files: Record<string, string>;
  }): Promise<{ number: number; headSha: string }>;
  /** Pushes a commit to a pull request's branch and answers with its id. */
  push(number: number, files: Record<string, string>): Promise<string>;
  /** Commits files to a branch, which begins as the default branch where it is not there; answers with the commit's id. */
  pushBranch(branch: string, files: Record<string, string>): Promise<string>;
  removeBranch(branch: string): Promise<void>;
  /** Lets everybody see the repository, or only who is a member of it. */
  show(to: 'everybody' | 'members'): Promise<void>;
  close(number: number): Promise<void>;
  reopen(number: number): Promise<void>;
  comments(number: number): Promise<{ id: string; body: string }[]>;
  removeComment(id: string): Promise<void>;
  /** Comments, and answers with the comment's id. */
  comment(number: number, body: string): Promise<string>;
  /** The login of the person who does all of this, and who may write. */
  login(): Promise<string>;
  /** The deployments of a commit, oldest first, and what was said of each last. */
  deployments(sha: string): Promise<{ state: string; url: string }[]>;
  /** The last status of each name that a commit has. */
  statuses(sha: string): Promise<Record<string, string>>;
  /** What was said by signs under a comment. */
  reactions(commentId: string): Promise<string[]>;
}

/**
 * A repository of its own for one scenario: without pull requests, with a default branch that has a commit.
 *
 * @public
 */
export interface CodeHostGround {
  codeHost: CodeHost;
  repository: RepositoryRef;
  people: CodeHostPeople;
}

/**
 * A rule of the contract: passes silently, or throws what is wrong.
 *
 * @public
 */
export interface CodeHostScenario {
  name: string;
  run(ground: CodeHostGround): Promise<void>;
}
