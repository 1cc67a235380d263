import { caller, eventually } from '../../testing';
import { GitHub, startGitHub } from '../server';

const pushed: string[] = [];
let github: GitHub;

beforeEach(async () => {
  pushed.length = 0;
  const push = ({ name, tag }: { name: string; tag: string }) => {
    // The default branch is built for each push, whatever waits for dispatches.
    if (!tag.startsWith('main-')) pushed.push(`${name}:${tag}`);
  };
  github = await startGitHub({ port: 0, ci: { push, delay: 0 } });
});

afterEach(() => github.close());

const call = caller(() => github.url);
const api = caller(() => `${github.url}/api/v3`);
const putFile = (path: string, text: string) =>
  fetch(`${github.url}/_/repos/acme/web/files/${path}`, {
    method: 'PUT',
    body: text,
  });
const repository = '/repos/acme/web';
const workflow = `name: image
on:
  repository_dispatch: { types: [preview-build] }
  workflow_dispatch:
    inputs:
      commit: { required: true }
      images: {}
jobs:
  image:
    steps:
      - run: gh api "repos/$GITHUB_REPOSITORY/statuses/$COMMIT" -f context=image -f state=pending
`;
const byEvent = (body: object) => api('POST', `${repository}/dispatches`, body);
const byHand = (file: string, body: object) =>
  api('POST', `${repository}/actions/workflows/${file}/dispatches`, body);

async function headOf(number: number): Promise<string> {
  await call('PUT', `/_/repos/acme/web/pulls/${number}`, {});
  const { body } = await api('GET', `${repository}/pulls/${number}`);
  return body.head.sha;
}

async function statusesOf(sha: string): Promise<string[]> {
  const { body } = await api('GET', `${repository}/commits/${sha}/statuses`);
  return body.map(
    (each: { context: string; state: string; target_url: string }) =>
      `${each.context} ${each.state} ${new URL(each.target_url).pathname}`,
  );
}

async function checksOf(sha: string): Promise<string[]> {
  const { body } = await api('GET', `${repository}/commits/${sha}/check-runs`);
  return body.check_runs.map(
    (run: { name: string; conclusion: string; app: { slug: string } }) =>
      `${run.name} ${run.conclusion} by ${run.app.slug}`,
  );
}

describe('a dispatch', () => {
  beforeEach(async () => {
    await putFile('.github/workflows/preview.yaml', workflow);
    await putFile('Dockerfile', 'FROM scratch\n');
  });

  it.each`
    way                      | send
    ${'repository_dispatch'} | ${(inputs: object) => byEvent({ event_type: 'preview-build', client_payload: inputs })}
    ${'workflow_dispatch'}   | ${(inputs: object) => byHand('preview.yaml', { ref: 'main', inputs })}
  `(
    'by $way has the commit built, pushed and reported on',
    async ({ send }) => {
      const commit = await headOf(1);
      const images = 'localhost:7050/acme/web:a localhost:7050/acme/jobs:a';
      expect((await send({ commit, images })).status).toBe(204);
      const statuses = await eventually(async () => {
        const found = await statusesOf(commit);
        return found.length > 1 ? found : undefined;
      });
      const { body: runs } = await call('GET', '/_/repos/acme/web/runs');
      const page = `/acme/web/actions/runs/${runs[0].id}`;
      expect(statuses).toEqual([
        `image success ${page}`,
        `image pending ${page}`,
      ]);
      expect(await checksOf(commit)).toEqual([]);
      expect(await checksOf('main')).toEqual([
        'image success by github-actions',
      ]);
      expect(pushed).toEqual(['acme/web:a', 'acme/jobs:a']);
      expect(runs).toMatchObject([
        { name: 'image', branch: 'main', conclusion: 'success' },
      ]);
    },
  );

  it('tells of a build that fails', async () => {
    await putFile('Dockerfile', 'FROM scratch\nRUN false\n');
    const commit = await headOf(1);
    await byEvent({
      event_type: 'preview-build',
      client_payload: { commit, images: 'localhost:7050/acme/web:a' },
    });
    await eventually(async () =>
      (await statusesOf(commit)).find(status => status.includes('failure')),
    );
    expect(pushed).toEqual([]);
  });

  it('says nothing of the commit where the workflow does not, and which run it is where that is asked for', async () => {
    await putFile(
      '.github/workflows/preview.yaml',
      workflow.slice(0, workflow.indexOf('jobs:')),
    );
    await putFile('Dockerfile', 'FROM scratch\nRUN false\n');
    const commit = await headOf(1);
    const { status, body } = await byHand('preview.yaml', {
      ref: 'main',
      inputs: { commit },
      return_run_details: true,
    });
    const run = `${repository}/actions/runs/${body.workflow_run_id}`;
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        workflow_run_id: expect.any(Number),
        run_url: `${github.url}/api/v3${run}`,
        html_url: `${github.url}/acme/web/actions/runs/${body.workflow_run_id}`,
      },
    });
    const ended = await eventually(async () => {
      const { body: found } = await api('GET', run);
      return found.status === 'completed' ? found : undefined;
    });
    expect(ended).toMatchObject({
      conclusion: 'failure',
      event: 'workflow_dispatch',
      html_url: body.html_url,
    });
    expect(ended.head_sha).not.toBe(commit);
    expect([await checksOf(commit), await statusesOf(commit)]).toEqual([
      [],
      [],
    ]);
    expect((await api('GET', `${repository}/actions/runs/1`)).status).toBe(404);
  });

  it('leaves pull requests to the workflow', async () => {
    await headOf(1);
    const commit = await headOf(2);
    const images = 'localhost:7050/acme/web:a';
    await byHand('preview.yaml', { ref: 'main', inputs: { commit, images } });
    await eventually(() => pushed[0]);
    expect(pushed).toEqual(['acme/web:a']);
  });

  it.each`
    scenario                     | send                                                                                  | status | message
    ${'no event'}                | ${() => byEvent({})}                                                                  | ${422} | ${'Validation Failed'}
    ${'too much to tell'}        | ${() => byEvent({ event_type: 'x', client_payload: { ...'01234567890'.split('') } })} | ${422} | ${/No more than 10 properties/}
    ${'no workflow'}             | ${() => byHand('none.yaml', { ref: 'main' })}                                         | ${404} | ${'Not Found'}
    ${'no branch'}               | ${() => byHand('preview.yaml', { ref: 'none' })}                                      | ${422} | ${/No ref found/}
    ${'an input that is no one'} | ${() => byHand('preview.yaml', { ref: 'main', inputs: { commit: 'a', x: 1 } })}       | ${422} | ${/Unexpected inputs provided: \["x"\]/}
    ${'an input missing'}        | ${() => byHand('preview.yaml', { ref: 'main' })}                                      | ${422} | ${/'commit' not provided/}
  `('is refused with $scenario', async ({ send, status, message }) => {
    const answer = await send();
    expect(answer.status).toBe(status);
    expect(answer.body.message).toMatch(message);
  });

  it.each`
    scenario                     | text
    ${'waits for another event'} | ${'on: { repository_dispatch: { types: [other] } }'}
    ${'waits for pushes'}        | ${'on: [push, pull_request]'}
    ${'is no YAML'}              | ${'on: ['}
  `('begins no workflow that $scenario', async ({ text }) => {
    await putFile('.github/workflows/preview.yaml', text);
    expect((await byEvent({ event_type: 'preview-build' })).status).toBe(204);
    expect((await call('GET', '/_/repos/acme/web/runs')).body).toEqual([]);
  });
});
