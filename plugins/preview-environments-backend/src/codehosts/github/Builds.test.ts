import { Repository } from '@previewenv/plugin-preview-environments-node';
import { headSha, repositoryRef } from './__testUtils__/answers';
import {
  json,
  ScriptedGithub,
  SeenRequest,
} from './__testUtils__/ScriptedGithub';
import { GithubCodeHost } from './GithubCodeHost';

const repository: Repository = {
  ...repositoryRef,
  id: '7',
  defaultBranch: 'main',
};
const inputs = { preview: 'web-pr-42', commit: headSha };
const runs = `/repos/acme/web/commits/${headSha}/check-runs`;
const statuses = `/repos/acme/web/commits/${headSha}/statuses`;

const workflow = '/repos/acme/web/actions/workflows/preview.yaml/dispatches';
const byHand = {
  kind: 'workflow-dispatch' as const,
  workflow: 'preview.yaml',
  inputs,
};
const runOf = '/repos/acme/web/actions/runs/9';
const page = 'https://github.com/acme/web/actions/runs/9';

/** What was sent, in order. */
const posts = ({ requests }: ScriptedGithub) =>
  requests.filter(({ method }) => method === 'POST').map(({ body }) => body);

function run(id: number, conclusion: string | null) {
  return {
    id,
    status: conclusion ? 'completed' : 'in_progress',
    conclusion,
    html_url: `https://github.com/acme/web/runs/${id}`,
  };
}

describe('a build on GitHub', () => {
  it.each`
    kind                     | build                                                          | path                                                           | body
    ${'repository_dispatch'} | ${{ kind: 'repository-dispatch', eventType: 'preview-build' }} | ${'/repos/acme/web/dispatches'}                                | ${{ event_type: 'preview-build', client_payload: inputs }}
    ${'workflow_dispatch'}   | ${{ kind: 'workflow-dispatch', workflow: 'preview.yaml' }}     | ${'/repos/acme/web/actions/workflows/preview.yaml/dispatches'} | ${{ ref: 'main', inputs, return_run_details: true }}
  `('is begun by $kind', async ({ build, path, body }) => {
    const github = new ScriptedGithub().on(
      `POST ${path}`,
      () => new Response(undefined, { status: 204 }),
    );
    const codeHost = GithubCodeHost.create(github.options());
    const begun = await codeHost.startBuild(repository, { ...build, inputs });
    expect(begun).toEqual({ runId: undefined, url: undefined });
    const [{ body: sent }] = github.requests.filter(
      ({ method }) => method === 'POST',
    );
    expect(sent).toEqual(body);
  });

  it.each`
    scenario                 | answer                                                              | expected
    ${'with its run'}        | ${{ workflow_run_id: 9, run_url: 'https://api/9', html_url: page }} | ${{ runId: '9', url: page }}
    ${'with a strange page'} | ${{ workflow_run_id: 9, html_url: 'data:text/html,x' }}             | ${{ runId: '9', url: undefined }}
    ${'with no page'}        | ${{ workflow_run_id: 9 }}                                           | ${{ runId: '9', url: undefined }}
    ${'with a strange run'}  | ${{ workflow_run_id: '../9', html_url: page }}                      | ${{ runId: undefined, url: undefined }}
    ${'with something else'} | ${['thanks']}                                                       | ${{ runId: undefined, url: undefined }}
  `('is begun once, and known $scenario', async ({ answer, expected }) => {
    const github = new ScriptedGithub().on(`POST ${workflow}`, answer);
    const codeHost = GithubCodeHost.create(github.options());
    await expect(codeHost.startBuild(repository, byHand)).resolves.toEqual(
      expected,
    );
    expect(posts(github)).toHaveLength(1);
  });

  it('is begun on a server that does not know of runs yet, and refuses to be asked for one', async () => {
    const github = new ScriptedGithub().on(
      `POST ${workflow}`,
      ({ body }: SeenRequest) =>
        'return_run_details' in (body as object)
          ? json(
              {
                message:
                  'Invalid request.\n\n"return_run_details" is not a permitted key.',
              },
              422,
            )
          : new Response(undefined, { status: 204 }),
    );
    const codeHost = GithubCodeHost.create(github.options());
    await expect(codeHost.startBuild(repository, byHand)).resolves.toEqual({
      runId: undefined,
      url: undefined,
    });
    expect(posts(github)).toEqual([
      { ref: 'main', inputs, return_run_details: true },
      { ref: 'main', inputs },
    ]);
  });

  it.each`
    scenario                        | answer
    ${'refused for something else'} | ${() => json({ message: 'Unexpected inputs provided: ["preview"]' }, 422)}
    ${'not answered'}               | ${() => Promise.reject(new TypeError('socket hang up'))}
    ${'answered with an error'}     | ${() => json({ message: 'return_run_details' }, 500)}
  `(
    'is not asked for again at once when it is $scenario',
    async ({ answer }) => {
      const github = new ScriptedGithub().on(`POST ${workflow}`, answer);
      const codeHost = GithubCodeHost.create(github.options());
      await expect(codeHost.startBuild(repository, byHand)).rejects.toThrow();
      expect(posts(github)).toHaveLength(1);
    },
  );

  it.each`
    status           | conclusion           | state
    ${'queued'}      | ${null}              | ${'pending'}
    ${'in_progress'} | ${null}              | ${'pending'}
    ${'completed'}   | ${'success'}         | ${'succeeded'}
    ${'completed'}   | ${'skipped'}         | ${'succeeded'}
    ${'completed'}   | ${'failure'}         | ${'failed'}
    ${'completed'}   | ${'cancelled'}       | ${'failed'}
    ${'completed'}   | ${'timed_out'}       | ${'failed'}
    ${'completed'}   | ${'startup_failure'} | ${'failed'}
    ${'completed'}   | ${'action_required'} | ${'failed'}
  `(
    'is $state by its run that is $status: $conclusion',
    async ({ status, conclusion, state }) => {
      const answer = { status, conclusion, html_url: page };
      const github = new ScriptedGithub().on(`GET ${runOf}`, answer);
      const codeHost = GithubCodeHost.create(github.options());
      const expected = { state, url: page };
      expect(await codeHost.readRun(repository, '9')).toEqual(expected);
      github.forgetRequests();
      expect(await codeHost.readRun(repository, '9')).toEqual(expected);
      expect(github.charged()).toEqual([]);
    },
  );

  it('is not known by a run that is not there', async () => {
    const codeHost = GithubCodeHost.create(new ScriptedGithub().options());
    expect(await codeHost.readRun(repository, '9')).toBeUndefined();
  });

  it('is refused to be known by its run with the permission', async () => {
    const github = new ScriptedGithub().on(`GET ${runOf}`, () =>
      json({ message: 'Resource not accessible by integration' }, 403),
    );
    const codeHost = GithubCodeHost.create(github.options());
    await expect(codeHost.readRun(repository, '9')).rejects.toThrow(
      /does not let us read workflow runs.*"Actions: read"/,
    );
  });

  it('that nobody lets us begin is refused with the permission', async () => {
    const codeHost = GithubCodeHost.create(new ScriptedGithub().options());
    await expect(
      codeHost.startBuild(repository, {
        kind: 'workflow-dispatch',
        workflow: 'preview.yaml',
        inputs,
      }),
    ).rejects.toThrow(/no workflow preview.yaml on main.*"Actions: write"/);
  });

  it.each`
    scenario                      | checks                               | set                                                                                 | expected
    ${'a check that failed'}      | ${[run(1, 'failure')]}               | ${[]}                                                                               | ${['failed', 'https://github.com/acme/web/runs/1']}
    ${'a check that runs again'}  | ${[run(1, 'failure'), run(2, null)]} | ${[]}                                                                               | ${['pending', 'https://github.com/acme/web/runs/2']}
    ${'a check that was stopped'} | ${[run(1, 'cancelled')]}             | ${[]}                                                                               | ${['failed', 'https://github.com/acme/web/runs/1']}
    ${'a check without need'}     | ${[run(1, 'skipped')]}               | ${[]}                                                                               | ${['succeeded', 'https://github.com/acme/web/runs/1']}
    ${'a status'}                 | ${[]}                                | ${[{ context: 'image', state: 'error', target_url: 'https://ci/1' }]}               | ${['failed', 'https://ci/1']}
    ${'statuses, newest first'}   | ${[]}                                | ${[{ context: 'image', state: 'pending' }, { context: 'image', state: 'failure' }]} | ${['pending', undefined]}
    ${'a status without page'}    | ${[]}                                | ${[{ context: 'image', state: 'success', target_url: 'data:text/html,x' }]}         | ${['succeeded', undefined]}
    ${'another status'}           | ${[]}                                | ${[{ context: 'lint', state: 'failure' }]}                                          | ${undefined}
  `('is followed by $scenario', async ({ checks, set, expected }) => {
    const github = new ScriptedGithub()
      .on(`GET ${runs}`, () => json({ check_runs: checks }))
      .on(`GET ${statuses}`, () => json(set));
    const codeHost = GithubCodeHost.create(github.options());
    const check = await codeHost.readCheck(repositoryRef, headSha, 'image');
    expect(check && [check.state, check.url]).toEqual(expected);
  });
});
