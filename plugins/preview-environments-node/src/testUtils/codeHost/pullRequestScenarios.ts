import { deepStrictEqual, ok } from 'node:assert/strict';
import { CodeHost, RepositoryRef } from '../../codeHost';
import { change, read } from './change';
import { CodeHostScenario } from './ground';

/** Pull requests, one by one and in lists. */
export const pullRequestScenarios: CodeHostScenario[] = [
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
    name: 'reads from a description what it says that it belongs with',
    async run({ codeHost, repository, people }) {
      const { host, owner, name } = repository;
      const description = [
        'Pays by card.',
        '',
        `Depends-On: acme/cart#12 https://${host}/acme/till/pull/3`,
        'Depends-On: #9',
        '<!-- Depends-On: acme/hidden#1 -->',
      ].join('\n');
      const { number } = await people.open({ ...change, description });
      const ref = { repository, number };
      const expected = [
        { repository: { host, owner: 'acme', name: 'cart' }, number: 12 },
        { repository: { host, owner: 'acme', name: 'till' }, number: 3 },
        { repository: { host, owner, name }, number: 9 },
      ];
      const opened = await read(codeHost, ref);
      deepStrictEqual(opened.dependsOn, expected);
      const listing = await codeHost.listOpenPullRequests(repository);
      ok(listing.kind === 'complete');
      deepStrictEqual(listing.pullRequests[0].dependsOn, expected);
      const silent = await people.open({ ...change, branch: 'silent' });
      const other = await read(codeHost, {
        repository,
        number: silent.number,
      });
      deepStrictEqual(other.dependsOn ?? [], []);
    },
  },
  {
    name: 'lists all that are open, and says when nothing has changed',
    async run({ codeHost, repository, people }) {
      deepStrictEqual(await numbersIn(codeHost, repository), []);
      const one = await people.open({ ...change, branch: 'one' });
      const two = await people.open({ ...change, branch: 'two' });
      const both = [one.number, two.number].sort((a, b) => a - b);
      deepStrictEqual(await numbersIn(codeHost, repository), both);
      deepStrictEqual(await codeHost.listOpenPullRequests(repository), {
        kind: 'unchanged',
      });
      await people.close(one.number);
      deepStrictEqual(await numbersIn(codeHost, repository), [two.number]);
    },
  },
  {
    name: 'lists a pull request as it reads it',
    async run({ codeHost, repository, people }) {
      const { number } = await people.open(change);
      const listing = await codeHost.listOpenPullRequests(repository);
      ok(listing.kind === 'complete');
      const one = await read(codeHost, { repository, number });
      deepStrictEqual(
        // Hosts may not say in lists whether somebody has commented.
        listing.pullRequests.map(({ uncommented: _, ...listed }) => listed),
        [one].map(({ uncommented: _, ...alone }) => alone),
      );
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
      deepStrictEqual(await numbersIn(codeHost, repository), opened);
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
];

async function numbersIn(
  codeHost: CodeHost,
  repository: RepositoryRef,
): Promise<number[]> {
  const listing = await codeHost.listOpenPullRequests(repository);
  ok(listing.kind === 'complete', 'the listing says that nothing has changed');
  return listing.pullRequests.map(({ number }) => number).sort((a, b) => a - b);
}
