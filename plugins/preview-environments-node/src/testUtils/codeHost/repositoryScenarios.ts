import { deepStrictEqual, ok, rejects } from 'node:assert/strict';
import { isRefused } from '../../outcomes';
import { change } from './change';
import { CodeHostScenario } from './ground';

const marker = '<!-- contract:preview -->';

/** Repositories, their branches and files. */
export const repositoryScenarios: CodeHostScenario[] = [
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
      if (!codeHost.readBranch) return;
      await rejects(codeHost.readBranch(absent, 'main'), isRefused);
    },
  },
  {
    name: 'says of a repository whether everybody may see it',
    async run({ codeHost, repository, people }) {
      for (const to of ['everybody', 'members', 'everybody'] as const) {
        await people.show(to);
        const found = await codeHost.readRepository(repository);
        deepStrictEqual(found.public ?? false, to === 'everybody');
      }
    },
  },
  {
    name: 'reads a branch: not there, there, moved, gone',
    async run({ codeHost, repository, people }) {
      if (!codeHost.readBranch) return;
      const name = 'new/basket';
      const readHead = async (branch = name) =>
        (await codeHost.readBranch?.(repository, branch))?.headSha;
      deepStrictEqual(await readHead(), undefined);
      const headSha = await people.pushBranch(name, { 'web/a.txt': 'one' });
      const found = await codeHost.readBranch(repository, name);
      ok(found && URL.canParse(found.url));
      deepStrictEqual(
        { ...found, url: '' },
        {
          repository: await codeHost.readRepository(repository),
          name,
          headSha,
          url: '',
        },
      );
      deepStrictEqual(await readHead('new'), undefined);
      const moved = await people.pushBranch(name, { 'web/a.txt': 'two' });
      ok(moved !== headSha);
      deepStrictEqual(await readHead(), moved);
      await people.removeBranch(name);
      deepStrictEqual(await readHead(), undefined);
      const { defaultBranch } = found.repository;
      ok(await readHead(defaultBranch), 'the default branch is not there');
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
];
