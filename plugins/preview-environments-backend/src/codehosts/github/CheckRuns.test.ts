import { ScmIntegrationRegistry } from '@backstage/integration';
import { CommitStatusReport } from '@previewenv/plugin-preview-environments-node';
import { headSha, repositoryRef } from './__testUtils__/answers';
import { json, ScriptedGithub } from './__testUtils__/ScriptedGithub';
import { GithubCodeHost } from './GithubCodeHost';

const ref = { repository: repositoryRef, number: 42 };
const list = `/repos/acme/web/commits/${headSha}/check-runs`;
const report: CommitStatusReport = {
  context: 'preview/test',
  marker: 'preview-environments:test:web-pr-42',
  as: 'check',
  statusId: undefined,
  sha: headSha,
  state: 'pending',
  url: 'https://backstage.example.com/previews',
  description: 'The preview is being made.',
};

function run(id: number, change: object = {}) {
  return {
    id,
    external_id: report.marker,
    status: 'in_progress',
    conclusion: null,
    details_url: report.url,
    output: { summary: report.description },
    app: { id: 5 },
    ...change,
  };
}

function setUp(runs: object[]) {
  const github = new ScriptedGithub()
    .on(`GET ${list}`, { total_count: runs.length, check_runs: runs })
    .on('POST /repos/acme/web/check-runs', () => json(run(9), 201))
    .on('PATCH /repos/acme/web/check-runs/7', () => json(run(7)));
  const scripted = github.options();
  const byHost = (host: string) => {
    const integration = scripted.integrations.github.byHost(host)!;
    const apps = [{ appId: 5 }];
    return { ...integration, config: { ...integration.config, apps } };
  };
  const codeHost = GithubCodeHost.create({
    ...scripted,
    integrations: {
      github: { ...scripted.integrations.github, byHost },
    } as unknown as ScmIntegrationRegistry,
    credentials: {
      getCredentials: async () => ({
        type: 'app' as const,
        token: 'installation',
        headers: undefined,
      }),
    },
  });
  const write = async (change: Partial<CommitStatusReport> = {}) => {
    const { statusId } = await codeHost.writeCommitStatus(ref, {
      ...report,
      ...change,
    });
    const writes = github.requests.filter(({ method }) => method !== 'GET');
    return { statusId, writes };
  };
  return { write };
}

describe('the check of a commit', () => {
  it.each`
    scenario                       | runs                                      | change                  | wrote
    ${'there is none'}             | ${[]}                                     | ${{}}                   | ${'POST 9'}
    ${'it says so already'}        | ${[run(7)]}                               | ${{}}                   | ${'7'}
    ${'it says something else'}    | ${[run(7)]}                               | ${{ state: 'success' }} | ${'PATCH 7'}
    ${'the newest of two says so'} | ${[run(6, { status: 'queued' }), run(7)]} | ${{}}                   | ${'7'}
    ${'another App has made one'}  | ${[run(7, { app: { id: 6 } })]}           | ${{}}                   | ${'POST 9'}
    ${'it is of another preview'}  | ${[run(7, { external_id: 'other' })]}     | ${{}}                   | ${'POST 9'}
  `('is written when $scenario: $wrote', async ({ runs, change, wrote }) => {
    const { statusId, writes } = await setUp(runs).write(change);
    expect([...writes.map(({ method }) => method), statusId].join(' ')).toBe(
      wrote,
    );
  });

  it.each`
    state        | written
    ${'pending'} | ${{ status: 'in_progress' }}
    ${'success'} | ${{ status: 'completed', conclusion: 'success' }}
    ${'failure'} | ${{ status: 'completed', conclusion: 'failure' }}
  `('says $state in GitHub’s words', async ({ state, written }) => {
    const { writes } = await setUp([]).write({ state });
    expect(writes[0].body).toMatchObject({
      name: 'preview/test',
      head_sha: headSha,
      external_id: report.marker,
      details_url: report.url,
      output: { summary: report.description },
      ...written,
    });
  });
});
