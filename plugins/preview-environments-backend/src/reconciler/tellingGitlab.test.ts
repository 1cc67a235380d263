import { GitlabAnswer } from '@previewenv/test-sandbox/src/gitlab';
import { gitlabWorld } from '../codehosts/gitlab/__testUtils__/world';
import { commentOf } from '../feedback';
import { PreviewRecord, unsureOfFeedback } from '../preview';
import { record } from '../preview/__testUtils__/builders';
import { decodePreview, encodePreview } from '../store/previewRow';
import { feedbackOn, options } from './__testUtils__/feedbackOn';

/** A preview of a merge request, and the replica that tells of it. */
function setUp() {
  const world = gitlabWorld();
  const { clock, codeHost, gitlab, mergeRequest, project, ref } = world;
  const feedback = feedbackOn(codeHost, () => clock.now());
  const repository = {
    ...ref.repository,
    id: String(project.id),
    defaultBranch: 'main',
  };
  const base = record({ id: 'web-pr-1', repository, phase: 'deploying' });
  let current: PreviewRecord = {
    ...base,
    liveSha: undefined,
    commit: undefined,
    pullRequest: { ...base.pullRequest, repository, number: ref.number },
  };

  /** The preview is so now. `dies`: before it is written down what was told. */
  async function tell(change: Partial<PreviewRecord>, dies = false) {
    // What moves is told every few seconds only.
    clock.advance(60_000);
    const head = { ...current.pullRequest.head, sha: mergeRequest.sha! };
    const pullRequest = { ...current.pullRequest, head };
    current = { ...current, pullRequest, ...change };
    const said = await feedback.give(unsureOfFeedback(current));
    if (!dies) current = decodePreview(encodePreview(said.record));
    return current.feedback?.problems;
  }

  return {
    ...world,
    tell,
    ready: () => ({
      phase: 'ready' as const,
      reason: 'Answers with the head commit.',
      liveSha: mergeRequest.sha,
    }),
    shown: () => ({
      notes: mergeRequest.notes.map(({ body }) => body),
      /** The last one of a commit is the one that counts. */
      status: project.statuses
        .filter(({ sha }) => sha === mergeRequest.sha)
        .map(({ status }) => status)
        .at(-1),
      environments: project.environments.map(({ name, state }) => [
        name,
        state,
      ]),
      deployments: project.deployments.map(({ sha, status }) => [sha, status]),
    }),
    text: () => commentOf(current, options).body,
    writes: () => gitlab.writes().length,
  };
}

describe('a merge request on GitLab', () => {
  it('shows the life of its preview, each thing once', async () => {
    const { hub, project, mergeRequest, tell, ready, shown, text, writes } =
      setUp();
    const first = mergeRequest.sha!;
    expect(await tell({})).toEqual([]);
    expect(shown()).toEqual({
      notes: [text()],
      status: 'pending',
      environments: [],
      deployments: [],
    });

    await tell(ready());
    expect(shown()).toEqual({
      notes: [text()],
      status: 'success',
      environments: [['preview/mr-1', 'available']],
      deployments: [[first, 'success']],
    });

    const { sha: second } = hub.commit(
      project,
      'change',
      new Map([['web/more.txt', 'more']]),
    );
    await tell({ phase: 'deploying', reason: 'Deploying.', commit: second });
    expect(shown().status).toBe('pending');
    await tell(ready());
    expect(shown()).toEqual({
      notes: [text()],
      status: 'success',
      environments: [['preview/mr-1', 'available']],
      deployments: [
        [first, 'success'],
        [second, 'success'],
      ],
    });

    const once = writes();
    await tell({});
    expect(writes()).toBe(once);

    await tell({ phase: 'gone', reason: 'The merge request was merged.' });
    expect(shown()).toMatchObject({
      notes: [text()],
      status: 'success',
      environments: [['preview/mr-1', 'stopped']],
    });
  });

  it('shows each thing once, whichever answer was the last that came before a replica died', async () => {
    const { gitlab, mergeRequest, tell, ready, shown, text } = setUp();
    for (let answers = 0; answers < 16; answers++) {
      gitlab.cutAfter(answers);
      await tell(ready(), true);
    }
    gitlab.cutAfter(Infinity);
    await tell(ready());
    expect(shown()).toEqual({
      notes: [text()],
      status: 'success',
      environments: [['preview/mr-1', 'available']],
      deployments: [[mergeRequest.sha, 'success']],
    });
  });

  it('is told all of it once GitLab takes requests again', async () => {
    const { gitlab, mergeRequest, tell, ready, shown, text } = setUp();
    let refused = 0;
    gitlab.interfere(({ method }) => {
      if (method === 'GET' || refused === 3) return undefined;
      refused += 1;
      return new GitlabAnswer(429, undefined, { 'retry-after': '20' });
    });
    const problems = await tell(ready());
    expect(problems?.[0]).toMatch(/limits the rate of requests/);
    // Whoever asks to be left alone is not asked for the rest either.
    expect(refused).toBe(1);
    for (let looks = 0; looks < 3; looks++) await tell(ready());
    expect(await tell(ready())).toEqual([]);
    expect(shown()).toEqual({
      notes: [text()],
      status: 'success',
      environments: [['preview/mr-1', 'available']],
      deployments: [[mergeRequest.sha, 'success']],
    });
  });
});
