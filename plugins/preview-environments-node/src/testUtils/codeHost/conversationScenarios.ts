import { deepStrictEqual, ok } from 'node:assert/strict';
import { change } from './change';
import { CodeHostScenario } from './ground';

const marker = '<!-- contract:preview -->';

/** What is said on a pull request, by us and by people. */
export const conversationScenarios: CodeHostScenario[] = [
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
    name: 'leaves one comment of two that were made at once',
    async run({ codeHost, repository, people }) {
      const { number } = await people.open(change);
      const ref = { repository, number };
      const write = (text: string) =>
        codeHost.writeComment(ref, {
          marker,
          body: `${marker}\n\n${text}`,
          commentId: undefined,
        });
      await Promise.all([write('deploying'), write('deploying')]);
      const { commentId } = await write('ready');
      const others = await people.comment(number, 'Looks good.');
      deepStrictEqual(await people.comments(number), [
        { id: commentId, body: `${marker}\n\nready` },
        { id: others, body: 'Looks good.' },
      ]);
    },
  },
  {
    name: 'keeps one deployment of a commit: made, left alone, found again, ended',
    async run({ codeHost, repository, people }) {
      const { number, headSha } = await people.open(change);
      const ref = { repository, number };
      const report = {
        marker: 'contract:preview',
        deploymentId: undefined as string | undefined,
        sha: headSha,
        environment: 'preview',
        state: 'success' as 'success' | 'inactive',
        url: 'https://preview.example.com/' as string | undefined,
        logUrl: undefined,
        description: 'It answers.',
      };
      const over = { ...report, state: 'inactive' as const, url: undefined };
      deepStrictEqual(await codeHost.writeDeployment(ref, over), undefined);
      const made = await codeHost.writeDeployment(ref, report);
      deepStrictEqual(await codeHost.writeDeployment(ref, report), made);
      const known = { ...report, ...made };
      deepStrictEqual(await codeHost.writeDeployment(ref, known), made);
      deepStrictEqual(await people.deployments(headSha), [
        { state: 'success', url: 'https://preview.example.com/' },
      ]);
      deepStrictEqual(await codeHost.listDeployments(ref, report), [
        { ...made, sha: headSha },
      ]);
      await codeHost.writeDeployment(ref, { ...over, ...made });
      const [{ state }, ...others] = await people.deployments(headSha);
      deepStrictEqual([state, others], ['inactive', []]);
      deepStrictEqual(await codeHost.listDeployments(ref, report), []);
    },
  },
  {
    name: 'says of a commit what was said last, under one name',
    async run({ codeHost, repository, people }) {
      const { number, headSha } = await people.open(change);
      const ref = { repository, number };
      const report = {
        context: 'preview/contract',
        marker: 'contract:preview',
        as: 'status' as const,
        statusId: undefined,
        sha: headSha,
        url: undefined,
        description: 'It is being made.',
      };
      for (const state of ['pending', 'success', 'failure'] as const) {
        const written = await codeHost.writeCommitStatus(ref, {
          ...report,
          state,
        });
        await codeHost.writeCommitStatus(ref, { ...report, ...written, state });
        deepStrictEqual(await people.statuses(headSha), {
          'preview/contract': state,
        });
      }
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
    name: 'knows who set the labels that are there',
    async run({ codeHost, repository, people }) {
      const { number } = await people.open({ ...change, labels: ['preview'] });
      const setters = await codeHost.readLabelSetters({ repository, number });
      deepStrictEqual(setters.preview, {
        login: await people.login(),
        bot: false,
      });
      const plain = await people.open({ ...change, branch: 'plain' });
      const ref = { repository, number: plain.number };
      deepStrictEqual(await codeHost.readLabelSetters(ref), {});
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
