import { deepStrictEqual, ok, rejects } from 'node:assert/strict';
import {
  CodeHost,
  PullRequest,
  PullRequestRef,
  RepositoryRef,
} from '../codeHost';
import { isRefused } from '../outcomes';

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
    branch: string;
    draft?: boolean;
    labels?: string[];
    files: Record<string, string>;
  }): Promise<{ number: number; headSha: string }>;
  /** Pushes a commit to a pull request's branch and answers with its id. */
  push(number: number, files: Record<string, string>): Promise<string>;
  close(number: number): Promise<void>;
  reopen(number: number): Promise<void>;
  comments(number: number): Promise<{ id: string; body: string }[]>;
  removeComment(id: string): Promise<void>;
  /** Comments, and answers with the comment's id. */
  comment(number: number, body: string): Promise<string>;
  /** The login of the person who does all of this, and who may write. */
  login(): Promise<string>;
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

const marker = '<!-- contract:preview -->';
const change = {
  title: 'A change',
  branch: 'change',
  files: { 'web/page.txt': 'changed' },
};

/**
 * What every code host promises. The same scenarios run against each implementation, and against the stand-ins that tests use in its place.
 *
 * @public
 */
export const codeHostContract: CodeHostScenario[] = [
  {
    name: 'serves the host of its repositories and no other',
    async run({ codeHost, repository }) {
      ok(codeHost.serves(repository.host));
      ok(!codeHost.serves('nowhere.example.com'));
    },
  },
  {
    name: 'reads a repository, whatever the case of its name',
    async run({ codeHost, repository }) {
      const found = await codeHost.readRepository(repository);
      ok(found.id && found.defaultBranch);
      const shouted = { ...repository, name: repository.name.toUpperCase() };
      deepStrictEqual((await codeHost.readRepository(shouted)).id, found.id);
    },
  },
  {
    name: 'refuses a repository that is not there, whatever is asked of it',
    async run({ codeHost, repository }) {
      const absent = { ...repository, name: `${repository.name}-absent` };
      const ref = { repository: absent, number: 1 };
      const text = { marker, body: marker, commentId: undefined };
      await rejects(codeHost.readRepository(absent), isRefused);
      await rejects(codeHost.readPullRequest(ref), isRefused);
      await rejects(codeHost.listOpenPullRequests(absent), isRefused);
      await rejects(codeHost.listChangedFiles(ref), isRefused);
      await rejects(codeHost.readFile(absent, 'preview.yaml'), isRefused);
      await rejects(codeHost.writeComment(ref, text), isRefused);
    },
  },
  {
    name: 'knows that a pull request is not there',
    async run({ codeHost, repository }) {
      const ref = { repository, number: 9_999 };
      deepStrictEqual(await codeHost.readPullRequest(ref), undefined);
    },
  },
  {
    name: 'reads what was opened, pushed to, closed and reopened',
    async run({ codeHost, repository, people }) {
      const { number, headSha } = await people.open({
        ...change,
        draft: true,
        labels: ['preview'],
      });
      const ref = { repository, number };
      const opened = await read(codeHost, ref);
      const { id } = await codeHost.readRepository(repository);
      deepStrictEqual(
        {
          title: opened.title,
          state: opened.state,
          draft: opened.draft,
          labels: opened.labels,
          head: opened.head,
          repositoryId: opened.repository.id,
          closedAt: opened.closedAt,
        },
        {
          title: 'A change',
          state: 'open',
          draft: true,
          labels: ['preview'],
          head: { sha: headSha, ref: 'change', repositoryId: id },
          repositoryId: id,
          closedAt: undefined,
        },
      );
      ok(URL.canParse(opened.url));

      const pushed = await people.push(number, { 'web/page.txt': 'again' });
      const afterPush = await read(codeHost, ref);
      deepStrictEqual(afterPush.head.sha, pushed);
      ok(Date.parse(afterPush.updatedAt) >= Date.parse(opened.updatedAt));

      await people.close(number);
      const closed = await read(codeHost, ref);
      deepStrictEqual(closed.state, 'closed');
      ok(!Number.isNaN(Date.parse(closed.closedAt ?? '')));

      await people.reopen(number);
      const reopened = await read(codeHost, ref);
      deepStrictEqual([reopened.state, reopened.closedAt], ['open', undefined]);
    },
  },
  {
    name: 'lists all that are open, and says when nothing has changed',
    async run({ codeHost, repository, people }) {
      deepStrictEqual(await listed(codeHost, repository), []);
      const one = await people.open({ ...change, branch: 'one' });
      const two = await people.open({ ...change, branch: 'two' });
      const both = [one.number, two.number].sort((a, b) => a - b);
      deepStrictEqual(await listed(codeHost, repository), both);
      deepStrictEqual(await codeHost.listOpenPullRequests(repository), {
        kind: 'unchanged',
      });
      await people.close(one.number);
      deepStrictEqual(await listed(codeHost, repository), [two.number]);
    },
  },
  {
    name: 'lists a pull request as it reads it',
    async run({ codeHost, repository, people }) {
      const { number } = await people.open(change);
      const listing = await codeHost.listOpenPullRequests(repository);
      ok(listing.kind === 'complete');
      deepStrictEqual(listing.pullRequests, [
        await read(codeHost, { repository, number }),
      ]);
    },
  },
  {
    name: 'lists more pull requests than fit on a page',
    async run({ codeHost, repository, people }) {
      const opened = [];
      for (let index = 0; index < 101; index++) {
        const { number } = await people.open({
          ...change,
          branch: `b${index}`,
        });
        opened.push(number);
      }
      deepStrictEqual(await listed(codeHost, repository), opened);
    },
  },
  {
    name: 'names the files that a pull request changes',
    async run({ codeHost, repository, people }) {
      await people.writeFile('untouched.txt', 'as it was');
      const { number } = await people.open({
        ...change,
        files: { 'web/a.txt': 'a', 'api/b c.txt': 'b' },
      });
      const changed = await codeHost.listChangedFiles({ repository, number });
      deepStrictEqual(
        { ...changed, files: [...changed.files].sort() },
        { files: ['api/b c.txt', 'web/a.txt'], complete: true },
      );
    },
  },
  {
    name: 'reads files of the default branch, never of a pull request',
    async run({ codeHost, repository, people }) {
      const path = 'deploy/preview file.yaml';
      const readText = async () =>
        (await codeHost.readFile(repository, path))?.text;
      deepStrictEqual(await readText(), undefined);
      await people.open({ ...change, files: { [path]: 'from the branch' } });
      deepStrictEqual(await readText(), undefined);
      await people.writeFile(path, 'grün\n');
      deepStrictEqual(await readText(), 'grün\n');
    },
  },
  {
    name: 'reads a file again once it was told to forget, with another revision for another text',
    async run({ codeHost, repository, people }) {
      await people.writeFile('preview.yaml', 'one');
      const one = await codeHost.readFile(repository, 'preview.yaml');
      await people.writeFile('preview.yaml', 'two');
      codeHost.forgetFiles(repository);
      const two = await codeHost.readFile(repository, 'preview.yaml');
      deepStrictEqual(two?.text, 'two');
      ok(one && one.revision !== two.revision);
      await people.removeFile('preview.yaml');
      codeHost.forgetFiles(repository);
      const none = await codeHost.readFile(repository, 'preview.yaml');
      deepStrictEqual(none, undefined);
    },
  },
  {
    name: 'keeps one comment: made, edited, left alone, found again, made anew',
    async run({ codeHost, repository, people }) {
      const { number } = await people.open(change);
      const ref = { repository, number };
      const texts = async () =>
        (await people.comments(number)).map(({ body }) => body);
      const write = (text: string, commentId?: string) =>
        codeHost.writeComment(ref, {
          marker,
          body: `${marker}\n\n${text}`,
          commentId,
        });

      const made = await write('deploying');
      deepStrictEqual(made.written, true);
      const edited = await write('ready', made.commentId);
      deepStrictEqual(edited, { commentId: made.commentId, written: true });
      deepStrictEqual(await texts(), [`${marker}\n\nready`]);

      const left = { commentId: made.commentId, written: false };
      deepStrictEqual(await write('ready', made.commentId), left);
      deepStrictEqual(await write('ready'), left);

      await people.removeComment(made.commentId);
      const anew = await write('ready', made.commentId);
      deepStrictEqual(anew.written, true);
      deepStrictEqual(await texts(), [`${marker}\n\nready`]);
    },
  },
  {
    name: 'reads a comment where it is, and no other',
    async run({ codeHost, repository, people }) {
      const { number } = await people.open({ ...change, branch: 'one' });
      const other = await people.open({ ...change, branch: 'two' });
      const id = await people.comment(number, '/preview keep\r\nplease');
      const here = { repository, number };
      const found = await codeHost.readComment(here, id);
      ok(found, 'the comment is not there');
      deepStrictEqual(
        { ...found, createdAt: '', body: found.body.split(/\r?\n/) },
        {
          id,
          author: { login: await people.login(), bot: false },
          body: ['/preview keep', 'please'],
          createdAt: '',
          edited: false,
        },
      );
      ok(!Number.isNaN(Date.parse(found.createdAt)));
      const elsewhere = { repository, number: other.number };
      deepStrictEqual(await codeHost.readComment(elsewhere, id), undefined);
      await people.removeComment(id);
      deepStrictEqual(await codeHost.readComment(here, id), undefined);
      for (const wrong of ['99999999999', '../../user', '']) {
        deepStrictEqual(await codeHost.readComment(here, wrong), undefined);
      }
    },
  },
  {
    name: 'knows who may write, and shows by one sign what became of a comment',
    async run({ codeHost, repository, people }) {
      ok(await codeHost.mayWrite(repository, await people.login()));
      const absent = { ...repository, name: `${repository.name}-absent` };
      ok(!(await codeHost.mayWrite(absent, await people.login())));
      const { number } = await people.open(change);
      const ref = { repository, number };
      const id = await people.comment(number, '/preview keep');
      await codeHost.react(ref, id, 'refused');
      const [refused, ...more] = await people.reactions(id);
      deepStrictEqual(more, []);
      await codeHost.react(ref, id, 'refused');
      deepStrictEqual(await people.reactions(id), [refused]);
      await codeHost.react(ref, id, 'accepted');
      const both = await people.reactions(id);
      deepStrictEqual([both.length, new Set(both).size], [2, 2]);
    },
  },
];

async function read(
  codeHost: CodeHost,
  ref: PullRequestRef,
): Promise<PullRequest> {
  const pullRequest = await codeHost.readPullRequest(ref);
  ok(pullRequest, `#${ref.number} is not there`);
  return pullRequest;
}

async function listed(
  codeHost: CodeHost,
  repository: RepositoryRef,
): Promise<number[]> {
  const listing = await codeHost.listOpenPullRequests(repository);
  ok(listing.kind === 'complete', 'the listing says that nothing has changed');
  return listing.pullRequests.map(({ number }) => number).sort((a, b) => a - b);
}
