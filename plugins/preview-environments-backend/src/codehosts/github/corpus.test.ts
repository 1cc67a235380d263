import { GitHub, startGitHub } from '@previewenv/test-sandbox/src/github';
import { eventually } from '@previewenv/test-sandbox/src/testing';
import { HeardWebhooks } from './__testUtils__/HeardWebhooks';
import { githubTopics, interpretWebhook } from './hints';

type Payload = Record<string, unknown> & { action?: string };

/** Real payloads of all events, as GitHub's own toolkit publishes them. `registry_package` is not among them; `package` has its fields. */
const corpus: {
  name: string;
  examples: Payload[];
}[] = require('@octokit/webhooks-examples');

const ofTopic = (topic: string, action?: string): Payload[] =>
  corpus
    .filter(({ name }) => name === topic)
    .flatMap(({ examples }) => examples)
    .filter(example => example.action === action);

describe("GitHub's own examples", () => {
  const unused = corpus.filter(
    ({ name }) => !githubTopics.includes(`github.${name}`),
  );

  it.each(unused)('of $name are not used here', ({ name, examples }) => {
    for (const payload of examples)
      expect(interpretWebhook(`github.${name}`, payload)).toEqual({
        kind: 'ignored',
        reason: 'the topic is not used here',
      });
  });

  const table: [string, string | undefined, string][] = [
    ['pull_request', 'opened', 'look'],
    ['pull_request', 'reopened', 'look'],
    ['pull_request', 'synchronize', 'look'],
    ['pull_request', 'closed', 'look'],
    ['pull_request', 'labeled', 'look'],
    ['pull_request', 'unlabeled', 'look'],
    ['pull_request', 'converted_to_draft', 'look'],
    ['pull_request', 'ready_for_review', 'look'],
    ['pull_request', 'assigned', 'the action cannot matter to a preview'],
    ['pull_request', 'unassigned', 'the action cannot matter to a preview'],
    ['pull_request', 'locked', 'the action cannot matter to a preview'],
    ['pull_request', 'unlocked', 'the action cannot matter to a preview'],
    [
      'pull_request',
      'review_requested',
      'the action cannot matter to a preview',
    ],
    [
      'pull_request',
      'review_request_removed',
      'the action cannot matter to a preview',
    ],
    ['issue_comment', 'created', 'only new comments on pull requests'],
    ['issue_comment', 'edited', 'only new comments on pull requests'],
    ['issue_comment', 'deleted', 'only new comments on pull requests'],
    ['check_run', 'completed', 'built'],
    ['check_run', 'created', 'nothing has ended'],
    ['check_run', 'requested_action', 'nothing has ended'],
    ['check_run', 'rerequested', 'nothing has ended'],
    ['check_suite', 'completed', 'built'],
    ['check_suite', 'requested', 'nothing has ended'],
    ['check_suite', 'rerequested', 'nothing has ended'],
    ['workflow_run', 'completed', 'built'],
    ['workflow_run', 'requested', 'nothing has ended'],
    ['status', undefined, 'built'],
    ['package', 'published', 'built'],
    ['repository', 'renamed', 'repositories'],
    ['repository', 'transferred', 'repositories'],
    ['repository', 'edited', 'repositories'],
    ['repository', 'privatized', 'repositories'],
    ['repository', 'publicized', 'repositories'],
    ['repository', 'created', 'the action cannot matter to a preview'],
    ['installation', 'created', 'repositories'],
    ['installation', 'deleted', 'repositories'],
    ['installation', 'new_permissions_accepted', 'repositories'],
    ['installation', 'suspend', 'owners'],
    ['installation', 'unsuspend', 'owners'],
    ['installation_repositories', 'added', 'repositories'],
    ['installation_repositories', 'removed', 'repositories'],
  ];

  it.each(table)('of %s %s: %s', (topic, action, expected) => {
    const meanings = ofTopic(topic, action).map(payload => {
      const meaning = interpretWebhook(`github.${topic}`, payload);
      return meaning.kind === 'ignored' ? meaning.reason : meaning.kind;
    });
    expect([...new Set(meanings)]).toEqual([expected]);
  });

  it('of pushes are told apart by the branch', () => {
    const meanings = ofTopic('push').map(payload => {
      const meaning = interpretWebhook('github.push', payload);
      return meaning.kind === 'ignored' ? meaning.reason : meaning.kind;
    });
    expect(new Set(meanings)).toEqual(
      new Set(['definitions', 'no branch was pushed to']),
    );
  });

  it('are all in these tables', () => {
    const listed = [...table.map(([topic, action]) => `${topic} ${action}`)];
    const used = corpus
      .filter(({ name }) => githubTopics.includes(`github.${name}`))
      .flatMap(({ name, examples }) =>
        examples.map(({ action }) => `${name} ${action}`),
      );
    expect(new Set(used)).toEqual(new Set([...listed, 'push undefined']));
  });
});

describe("the stand-in's webhooks", () => {
  const webhooks = new HeardWebhooks();
  const sha = 'a'.repeat(40);
  let github: GitHub;

  const send = (method: string, path: string, body: object | string = {}) =>
    fetch(github.url + path, {
      method,
      headers: { authorization: 'Bearer ghs_installation' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const api = (path: string, body: object) =>
    send('POST', `/api/v3/repos/acme/web${path}`, body);

  beforeAll(async () => {
    const push = () => {};
    github = await startGitHub({ port: 0, ci: { push, delay: 0 } });
    await webhooks.listenTo(github);
    const web = '/_/repos/acme/web';
    const workflow = 'on: { repository_dispatch: { types: [x] } }';
    await send('PUT', `${web}/files/.github/workflows/x.yaml`, workflow);
    await send('PUT', `${web}/pulls/1`, { sha, labels: ['preview'] });
    await api('/issues/1/comments', { body: '/preview' });
    await api(`/statuses/${sha}`, { state: 'success', context: 'image' });
    await api('/dispatches', {
      event_type: 'x',
      client_payload: { commit: sha },
    });
    for (const action of ['created', 'added', 'removed'])
      await send('POST', '/_/installation', {
        action,
        repositories: ['acme/web'],
      });
    await send('PUT', web, { name: 'shop' });
    await eventually(() =>
      webhooks.heard.find(
        ({ topic, payload }) =>
          topic === 'github.workflow_run' && payload.action === 'completed',
      ),
    );
  });
  afterAll(async () => {
    await webhooks.close();
    await github.close();
  });

  it.each([
    'push',
    'pull_request',
    'issue_comment',
    'status',
    'check_run',
    'workflow_run',
    'installation',
    'installation_repositories',
    'repository',
  ])('of %s have no field that those of GitHub have not', name => {
    const sent = webhooks.heard.filter(
      ({ topic }) => topic === `github.${name}`,
    );
    expect(sent).not.toEqual([]);
    const examples = corpus
      .filter(each => each.name === name)
      .flatMap(each => each.examples);
    const known = new Set([
      ...examples.flatMap(fieldsOf),
      // All examples of comments are on issues that are no pull requests.
      'issue.pull_request',
    ]);
    for (const { payload } of sent)
      expect(fieldsOf(payload).filter(field => !known.has(field))).toEqual([]);
  });
});

/** The fields of a payload and of the objects in it: `check_run`, `check_run.status`. */
function fieldsOf(payload: Payload): string[] {
  return Object.entries(payload).flatMap(([field, value]) => [
    field,
    ...(typeof value === 'object' && value && !Array.isArray(value)
      ? Object.keys(value).map(inner => `${field}.${inner}`)
      : []),
  ]);
}
