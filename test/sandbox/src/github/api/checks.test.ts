import { caller } from '../../testing';
import { GitHub, startGitHub } from '../server';

let github: GitHub;
let sha: string;

const asApp = { authorization: 'Bearer ghs_installation' };
const api = caller(() => `${github.url}/api/v3`);
const call = caller(() => github.url);
const runs = '/repos/acme/web/check-runs';
const create = (body: object, headers: Record<string, string> = asApp) =>
  api('POST', runs, { name: 'preview', head_sha: sha, ...body }, headers);
const listed = async (query = '') => {
  const { body } = await api(
    'GET',
    `/repos/acme/web/commits/${sha}/check-runs${query}`,
  );
  return body;
};

beforeEach(async () => {
  github = await startGitHub({ port: 0 });
  sha = 'a'.repeat(40);
  await call('PUT', '/_/repos/acme/web/pulls/1', { sha });
});

afterEach(() => github.close());

describe('the check of a commit', () => {
  it('is made, changed and ended by an App', async () => {
    const made = await create({
      status: 'in_progress',
      external_id: 'ours',
      output: { title: 'Preview', summary: 'It is being made.' },
    });
    expect(made).toMatchObject({
      status: 201,
      body: {
        external_id: 'ours',
        status: 'in_progress',
        conclusion: null,
        app: { slug: 'platform-previews' },
        details_url: `${github.url}/acme/web/runs/${made.body.id}`,
      },
    });
    const ended = await api(
      'PATCH',
      `${runs}/${made.body.id}`,
      { conclusion: 'success', details_url: 'http://web.example' },
      asApp,
    );
    expect(ended.body).toMatchObject({
      status: 'completed',
      conclusion: 'success',
      details_url: 'http://web.example',
      output: { summary: 'It is being made.' },
    });
    expect(ended.body.completed_at).toEqual(expect.any(String));
  });

  it('is listed by name, the last one of each', async () => {
    await create({ name: 'other' });
    await create({ conclusion: 'failure' });
    const last = await create({ status: 'queued' });
    expect(await listed('?check_name=preview')).toMatchObject({
      total_count: 1,
      check_runs: [{ id: last.body.id, status: 'queued' }],
    });
    expect((await listed('?filter=all')).total_count).toBe(3);
  });

  it.each`
    scenario                   | send                                                            | status
    ${'a person'}              | ${() => create({}, { authorization: 'token person' })}          | ${403}
    ${'a commit of nobody'}    | ${() => create({ head_sha: 'b'.repeat(40) })}                   | ${422}
    ${'no name'}               | ${() => create({ name: '' })}                                   | ${422}
    ${'an end without a how'}  | ${() => create({ status: 'completed' })}                        | ${422}
    ${'another how'}           | ${() => create({ conclusion: 'well' })}                         | ${422}
    ${'one that is not there'} | ${() => api('PATCH', `${runs}/1`, { status: 'queued' }, asApp)} | ${404}
  `('is refused for $scenario', async ({ send, status }) => {
    expect((await send()).status).toBe(status);
    expect((await listed()).total_count).toBe(0);
  });
});

it('knows what the App has written from what people have', async () => {
  const comments = '/repos/acme/web/issues/1/comments';
  const byApp = await api('POST', comments, { body: 'x' }, asApp);
  expect(byApp.body).toMatchObject({
    user: { login: 'platform-previews[bot]', type: 'Bot' },
    performed_via_github_app: { id: 7 },
  });
  const byPerson = await api('POST', comments, { body: 'x' });
  expect(byPerson.body.performed_via_github_app).toBeNull();
  expect((await api('GET', '/user', undefined, asApp)).status).toBe(403);
});

it('sums statuses up, each name by its last one', async () => {
  const set = (state: string, context: string) =>
    api('POST', `/repos/acme/web/statuses/${sha}`, { state, context });
  const sum = async () =>
    (await api('GET', `/repos/acme/web/commits/${sha}/status`)).body.state;
  expect(await sum()).toBe('pending');
  await set('failure', 'image');
  await set('success', 'lint');
  expect(await sum()).toBe('failure');
  await set('success', 'image');
  expect(await sum()).toBe('success');
  const ofHead = await api('GET', '/repos/acme/web/commits/HEAD/status');
  const main = await api('GET', '/repos/acme/web/commits/main');
  expect(ofHead.body.sha).toBe(main.body.sha);
});
