import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { caller } from '../testing';
import { GitHub, startGitHub } from './server';

const token = { authorization: 'token t0k3n' };
let github: GitHub;
let stateDirectory: string;

const start = () => startGitHub({ port: 0, stateDirectory });

beforeEach(async () => {
  stateDirectory = mkdtempSync(join(tmpdir(), 'github-'));
  github = await start();
});

afterEach(async () => {
  await github.close();
  rmSync(stateDirectory, { recursive: true });
});

const call = caller(() => github.url);
const api = caller(() => `${github.url}/api/v3`);
const putPull = (number: number, body: object) =>
  call('PUT', `/_/repos/acme/web/pulls/${number}`, body);

describe('pull requests', () => {
  it('are opened through the git database, as clients do', async () => {
    await call('PUT', '/_/repos/acme/web');
    const { body: ref } = await api(
      'GET',
      '/repos/acme/web/git/ref/heads/main',
    );
    const { body: base } = await api(
      'GET',
      `/repos/acme/web/git/commits/${ref.object.sha}`,
    );
    const { body: blob } = await api('POST', '/repos/acme/web/git/blobs', {
      content: 'aGVsbG8=',
      encoding: 'base64',
    });
    expect(blob.sha).toBe('b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0');
    const tree = await api('POST', '/repos/acme/web/git/trees', {
      base_tree: base.tree.sha,
      tree: [
        { path: 'a.txt', mode: '100644', sha: blob.sha },
        { path: 'b.txt', mode: '100644', content: 'text' },
      ],
    });
    const commit = await api('POST', '/repos/acme/web/git/commits', {
      message: 'Add',
      tree: tree.body.sha,
      parents: [ref.object.sha],
    });
    await api('POST', '/repos/acme/web/git/refs', {
      ref: 'refs/heads/add',
      sha: commit.body.sha,
    });
    const pull = await api('POST', '/repos/acme/web/pulls', {
      title: 'Add',
      head: 'acme:add',
      base: 'main',
    });
    expect(pull).toMatchObject({
      status: 201,
      body: {
        number: 1,
        head: { ref: 'add', sha: commit.body.sha },
        user: { login: 'platform-previews' },
      },
    });
    const files = await api('GET', '/repos/acme/web/pulls/1/files');
    expect(
      files.body.map(({ filename }: { filename: string }) => filename),
    ).toEqual(['a.txt', 'b.txt']);
  });

  it.each`
    scenario                         | body                                               | error
    ${'from a head that is missing'} | ${{ title: 'x', head: 'none', base: 'main' }}      | ${{ field: 'head', code: 'invalid' }}
    ${'without commits of its own'}  | ${{ title: 'x', head: 'main', base: 'main' }}      | ${{ message: 'No commits between main and main' }}
    ${'that exists'}                 | ${{ title: 'x', head: 'feature-7', base: 'main' }} | ${{ message: 'A pull request already exists for acme:feature-7.' }}
  `('are refused $scenario', async ({ body, error }) => {
    await putPull(7, {});
    expect(await api('POST', '/repos/acme/web/pulls', body)).toMatchObject({
      status: 422,
      body: {
        message: 'Validation Failed',
        errors: [{ resource: 'PullRequest', ...error }],
      },
    });
  });

  it('are listed in pages, and cost nothing when nothing changed', async () => {
    for (const number of [1, 2, 3]) await putPull(number, {});
    const first = await api('GET', '/repos/acme/web/pulls?per_page=2');
    expect(first.body.map((pull: { number: number }) => pull.number)).toEqual([
      3, 2,
    ]);
    expect(first.headers.get('link')).toBe(
      `<${github.url}/api/v3/repos/acme/web/pulls?per_page=2&page=2>; rel="next", <${github.url}/api/v3/repos/acme/web/pulls?per_page=2&page=2>; rel="last"`,
    );
    await call('DELETE', '/_/calls');
    const etag = first.headers.get('etag')!;
    expect(
      (
        await api('GET', '/repos/acme/web/pulls?per_page=2', undefined, {
          ...token,
          'if-none-match': etag,
        })
      ).status,
    ).toBe(304);
    expect((await call('GET', '/_/calls')).body).toMatchObject({
      total: 1,
      charged: 0,
    });
    await putPull(3, { title: 'Changed' });
    expect(
      (
        await api('GET', '/repos/acme/web/pulls?per_page=2', undefined, {
          ...token,
          'if-none-match': etag,
        })
      ).status,
    ).toBe(200);
  });

  it('take files into the default branch when they are merged', async () => {
    await call('PUT', '/_/repos/acme/web');
    await api('POST', '/repos/acme/web/git/refs', {
      ref: 'refs/heads/x',
      sha: (await api('GET', '/repos/acme/web/commits/main')).body.sha,
    });
    await api('PUT', '/repos/acme/web/contents/x.txt', {
      message: 'x',
      content: 'eA==',
      branch: 'x',
    });
    await api('POST', '/repos/acme/web/pulls', {
      title: 'x',
      head: 'x',
      base: 'main',
    });
    expect((await api('PUT', '/repos/acme/web/pulls/1/merge')).status).toBe(
      200,
    );
    expect((await api('GET', '/repos/acme/web/pulls/1')).body).toMatchObject({
      state: 'closed',
      merged: true,
    });
    const raw = await api('GET', '/repos/acme/web/contents/x.txt', undefined, {
      accept: 'application/vnd.github.raw+json',
    });
    expect(raw.body).toBe('x');
  });
});

describe('files', () => {
  it('are read from the default branch, raw or as JSON, or not at all', async () => {
    await fetch(`${github.url}/_/repos/acme/web/files/deploy/preview.yaml`, {
      method: 'PUT',
      body: 'kind: PreviewDefinition\n',
    });
    const path = '/repos/acme/web/contents/deploy/preview.yaml';
    const { body } = await api('GET', path);
    expect(Buffer.from(body.content, 'base64').toString()).toBe(
      'kind: PreviewDefinition\n',
    );
    expect(
      (
        await api('GET', path, undefined, {
          accept: 'application/vnd.github.v3.raw',
        })
      ).body,
    ).toBe('kind: PreviewDefinition\n');
    expect(
      (await api('GET', '/repos/acme/web/contents/deploy')).body,
    ).toMatchObject([{ type: 'file', path: 'deploy/preview.yaml' }]);
    expect((await api('GET', '/repos/acme/web/contents/none')).status).toBe(
      404,
    );
    expect(
      (await call('GET', '/raw/acme/web/main/deploy/preview.yaml')).body,
    ).toBe('kind: PreviewDefinition\n');
  });

  it('come in an archive', async () => {
    await call('PUT', '/_/repos/acme/web');
    const response = await fetch(
      `${github.url}/api/v3/repos/acme/web/tarball/main`,
    );
    const tar = gunzipSync(Buffer.from(await response.arrayBuffer()));
    expect(tar.toString('latin1')).toMatch(/^acme-web-[0-9a-f]{7}\/README\.md/);
    expect(tar.length % 512).toBe(0);
  });
});

describe('access', () => {
  it('needs a token to write, and to see what is private', async () => {
    await putPull(1, {});
    expect(
      (
        await api(
          'POST',
          '/repos/acme/web/issues/1/comments',
          { body: 'x' },
          {},
        )
      ).status,
    ).toBe(401);
    await call('PUT', '/_/repos/acme/web', { private: true });
    expect((await api('GET', '/repos/acme/web', undefined, {})).status).toBe(
      404,
    );
    expect((await api('GET', '/repos/acme/web')).status).toBe(200);
  });

  it('tells what a person may do', async () => {
    await putPull(1, {});
    await call('PUT', '/_/permissions', { mallory: 'read' });
    const of = async (login: string) =>
      (await api('GET', `/repos/acme/web/collaborators/${login}/permission`))
        .body.permission;
    expect([await of('mallory'), await of('dana')]).toEqual(['read', 'write']);
  });
});

describe('faults', () => {
  it('are met as often as asked for, with their headers', async () => {
    await putPull(1, {});
    await call('POST', '/_/faults', {
      status: 429,
      times: 1,
      match: 'GET .*pulls/1$',
      headers: { 'retry-after': '7' },
    });
    const limited = await api('GET', '/repos/acme/web/pulls/1');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([
      429,
      '7',
    ]);
    expect((await api('GET', '/repos/acme/web/pulls/1')).status).toBe(200);
  });
});

it('takes one sign of a kind from each person under a comment', async () => {
  await putPull(1, {});
  const { body } = await api('POST', '/repos/acme/web/issues/1/comments', {
    body: '/preview keep',
  });
  const path = `/repos/acme/web/issues/comments/${body.id}/reactions`;
  const react = async (content: string) =>
    (await api('POST', path, { content })).status;
  expect([await react('+1'), await react('+1'), await react('maybe')]).toEqual([
    201, 200, 422,
  ]);
  expect((await api('GET', path)).body).toMatchObject([
    { content: '+1', user: { login: 'platform-previews' } },
  ]);
  const page = await fetch(`${github.url}/acme/web/pull/1`);
  expect(await page.text()).toContain('+1 by platform-previews');
});

it('keeps its state over a restart', async () => {
  await putPull(1, { title: 'Stays' });
  const comment = await api('POST', '/repos/acme/web/issues/1/comments', {
    body: 'Hello',
  });
  await github.close();
  github = await start();
  expect((await api('GET', '/repos/acme/web/pulls/1')).body.title).toBe(
    'Stays',
  );
  expect(
    (await api('GET', '/repos/acme/web/issues/1/comments')).body,
  ).toMatchObject([{ id: comment.body.id, body: 'Hello' }]);
});

it('answers the one GraphQL question of the scaffolder, and no other', async () => {
  await putPull(1, { head: 'onboard' });
  const ask = (query: string, head: string) =>
    call('POST', '/api/graphql', {
      query,
      variables: { owner: 'acme', repo: 'web', head },
    });
  const known = await ask(
    'query { ref { associatedPullRequests } }',
    'onboard',
  );
  expect(
    known.body.data.repository.ref.associatedPullRequests.edges,
  ).toMatchObject([
    { node: { number: 1, url: `${github.url}/acme/web/pull/1` } },
  ]);
  expect(
    (await ask('query { ref { associatedPullRequests } }', 'none')).body.data
      .repository.ref,
  ).toBeNull();
  expect(
    (await ask('query { viewer { login } }', 'none')).body.errors,
  ).toHaveLength(1);
});
