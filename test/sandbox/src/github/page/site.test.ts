import { GitHub, startGitHub } from '../server';
import { demoServices, seedRepositories } from '../../demo';

const addresses = {
  registry: 'localhost:7050',
  hostSuffix: 'preview.localhost',
  cluster: 'dev',
};
let github: GitHub;

beforeAll(async () => {
  github = await startGitHub({ port: 0 });
  seedRepositories(github.hub, { github: github.url, ...addresses });
});

afterAll(() => github.close());

const get = async (path: string): Promise<string> =>
  (await fetch(github.url + path)).text();

function post(
  path: string,
  form: Record<string, string> = {},
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(github.url + path, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers,
    redirect: 'manual',
  });
}

const pulls = () => github.hub.repository('acme', 'web')!.pulls;

it('shows every repository with a way to open a pull request', async () => {
  const page = await get('/');
  for (const { name } of demoServices)
    expect(page).toContain(`Open a pull request on ${name}`);
});

it('does what people do with a pull request', async () => {
  const opened = await post('/acme/web/pulls', { text: 'Tea <b>is</b> back' });
  expect([opened.status, opened.headers.get('location')]).toEqual([
    303,
    '/acme/web/pull/1',
  ]);
  expect(pulls()[0]).toMatchObject({
    title: 'Tea <b>is</b> back',
    labels: ['preview'],
    state: 'open',
    user: 'dana',
  });
  const first = pulls()[0].headSha;
  await post('/acme/web/pull/1/push', { text: 'Cake too' });
  expect(pulls()[0].headSha).not.toBe(first);
  expect(
    github.hub.objects.readFile(pulls()[0].headSha, 'headline.txt')?.toString(),
  ).toBe('Cake too\n');
  await post('/acme/web/pull/1/unlabel', { label: 'preview' });
  await post('/acme/web/pull/1/draft');
  expect(pulls()[0]).toMatchObject({ labels: [], draft: true });
  await post('/acme/web/pull/1/close');
  expect(pulls()[0].state).toBe('closed');
  await post('/acme/web/pull/1/reopen');
  await post('/acme/web/pull/1/ready');
  await post('/acme/web/pull/1/merge');
  expect(pulls()[0]).toMatchObject({ state: 'closed', merged: true });
  expect(await get('/acme/web/blob/main/headline.txt')).toContain('Cake too');
});

it('shows comments as markdown and titles as text', async () => {
  await fetch(`${github.url}/api/v3/repos/acme/web/issues/1/comments`, {
    method: 'POST',
    headers: { authorization: 'token x' },
    body: JSON.stringify({
      body: '<!-- hidden -->\n| Preview | Phase |\n| - | - |\n| [web-pr-1](http://web-pr-1.preview.localhost) | **ready** |',
    }),
  });
  const page = await get('/acme/web/pull/1');
  expect(page).toContain('<td><strong>ready</strong></td>');
  expect(page).toContain('href="http://web-pr-1.preview.localhost"');
  expect(page).toContain('Tea &#60;b&#62;is&#60;/b&#62; back');
  expect(page).not.toContain('hidden -->');
});

it('shows what was said of the head and of deployments', async () => {
  const sha = pulls()[0].headSha;
  const send = async (path: string, body: object) => {
    const answer = await fetch(`${github.url}/api/v3/repos/acme/web${path}`, {
      method: 'POST',
      headers: { authorization: 'token x' },
      body: JSON.stringify(body),
    });
    return answer.json();
  };
  expect(await get('/acme/web/pull/1')).toContain('None yet.');
  for (const state of ['pending', 'success'])
    await send(`/statuses/${sha}`, { state, context: 'preview/demo' });
  const { id } = await send('/deployments', {
    ...{ ref: sha, environment: 'preview' },
    ...{ auto_merge: false, required_contexts: [] },
  });
  await send(`/deployments/${id}/statuses`, {
    state: 'success',
    environment_url: 'http://web-pr-1.preview.localhost',
    description: 'Preview <ready>',
  });
  const page = await get('/acme/web/pull/1');
  expect(page).toMatch(/success<\/span>\s+preview\/demo/);
  expect(page).not.toContain('pending</span>');
  expect(page).toContain(
    `<a href="http://web-pr-1.preview.localhost">preview ${sha.slice(
      0,
      7,
    )}</a>`,
  );
  expect(page).toContain('Preview &#60;ready&#62;');
});

it.each`
  scenario                      | send                                                                            | status
  ${'a form of another site'}   | ${() => post('/acme/web/pull/1/reopen', {}, { origin: 'http://evil.example' })} | ${403}
  ${'a page that is not there'} | ${() => fetch(`${github.url}/acme/none`)}                                       | ${404}
  ${'an empty headline'}        | ${() => post('/acme/web/pulls', { text: ' ' })}                                 | ${404}
`('refuses $scenario', async ({ send, status }) => {
  expect((await send()).status).toBe(status);
});
