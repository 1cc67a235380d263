import fc from 'fast-check';
import { githubTopics, interpretWebhook } from './hints';
import { repository } from './__testUtils__/answers';

interface Example {
  name: string;
  examples: unknown[];
}

const corpus: Example[] = require('@octokit/webhooks-examples');

const inRepository = {
  host: 'localhost:7008',
  owner: 'acme',
  name: 'web',
  id: '7',
};

const pullRequestPayload = { action: 'opened', number: 42, repository };
const pushPayload = {
  ref: 'refs/heads/main',
  repository,
  commits: [{ added: ['a'], modified: ['preview.yaml'], removed: ['b'] }],
};

describe('a webhook about a pull request', () => {
  it.each([
    'opened',
    'reopened',
    'closed',
    'synchronize',
    'edited',
    'labeled',
    'unlabeled',
    'ready_for_review',
    'converted_to_draft',
  ])('is a reason to look when it was %s', action => {
    expect(
      interpretWebhook('github.pull_request', {
        ...pullRequestPayload,
        action,
      }),
    ).toEqual({
      kind: 'look',
      hint: {
        repository: inRepository,
        number: 42,
        cause: `webhook pull_request.${action}`,
      },
    });
  });

  it.each`
    scenario                            | changes                                                              | reason
    ${'an action that cannot matter'}   | ${{ action: 'assigned' }}                                            | ${/cannot matter/}
    ${'an unknown action'}              | ${{ action: '<script>' }}                                            | ${/cannot matter/}
    ${'no number'}                      | ${{ number: undefined }}                                             | ${/^number: /}
    ${'a number that is none'}          | ${{ number: '42; drop table' }}                                      | ${/^number: /}
    ${'a negative number'}              | ${{ number: -1 }}                                                    | ${/^number: /}
    ${'no repository'}                  | ${{ repository: null }}                                              | ${/^repository: /}
    ${'a name that climbs'}             | ${{ repository: { ...repository, name: '..' } }}                     | ${/^repository.name: /}
    ${'an owner that climbs'}           | ${{ repository: { ...repository, owner: { login: 'a/../b' } } }}     | ${/^repository.owner.login: /}
    ${'an address that is no web page'} | ${{ repository: { ...repository, html_url: 'file:///etc/passwd' } }} | ${/^repository.html_url: /}
    ${'no address'}                     | ${{ repository: { ...repository, html_url: undefined } }}            | ${/^repository.html_url: /}
  `('is ignored with $scenario', ({ changes, reason }) => {
    const payload = { ...pullRequestPayload, ...changes };
    expect(interpretWebhook('github.pull_request', payload)).toEqual({
      kind: 'ignored',
      reason: expect.stringMatching(reason),
    });
  });
});

describe('a webhook about a push', () => {
  const cut = Array.from({ length: 2_048 }, () => ({ added: ['a'] }));

  it.each`
    scenario                       | changes                   | touched
    ${'names the files'}           | ${{}}                     | ${['a', 'preview.yaml', 'b']}
    ${'is forced'}                 | ${{ forced: true }}       | ${undefined}
    ${'has more commits than fit'} | ${{ commits: cut }}       | ${undefined}
    ${'names no commits'}          | ${{ commits: undefined }} | ${undefined}
  `('to the default branch that $scenario', ({ changes, touched }) => {
    expect(
      interpretWebhook('github.push', { ...pushPayload, ...changes }),
    ).toEqual({ kind: 'definitions', repository: inRepository, touched });
  });

  it.each(['refs/heads/other', 'refs/tags/main', 'refs/heads/main/x'])(
    'to %s is ignored, because definitions are not read from there',
    pushed => {
      const payload = { ...pushPayload, ref: pushed };
      expect(interpretWebhook('github.push', payload).kind).toBe('ignored');
    },
  );
});

describe('a webhook about a comment', () => {
  const payload = {
    action: 'created',
    repository,
    issue: { number: 42, pull_request: { url: 'x' } },
    comment: { id: 7, body: '/preview keep', user: { type: 'User' } },
  };

  it('says where a command is, and not what it says', () => {
    expect(interpretWebhook('github.issue_comment', payload)).toEqual({
      kind: 'command',
      at: { repository: inRepository, number: 42 },
      commentId: '7',
    });
  });

  it.each`
    scenario                  | changes
    ${'it was edited'}        | ${{ action: 'edited' }}
    ${'it was deleted'}       | ${{ action: 'deleted' }}
    ${'it is on an issue'}    | ${{ issue: { number: 42 } }}
    ${'it is a conversation'} | ${{ comment: { ...payload.comment, body: 'Nice /preview' } }}
    ${'a bot wrote it'}       | ${{ comment: { ...payload.comment, user: { type: 'Bot' } } }}
    ${'it has no number'}     | ${{ comment: { ...payload.comment, id: '7/../8' } }}
  `('is ignored when $scenario', ({ changes }) => {
    expect(
      interpretWebhook('github.issue_comment', { ...payload, ...changes }).kind,
    ).toBe('ignored');
  });
});

describe('any webhook', () => {
  const published = corpus.flatMap(({ name, examples }) =>
    examples.map((payload, index) => ({
      topic: `github.${name}`,
      title: `${name} ${index}`,
      payload,
    })),
  );

  it.each(published)('$title of the corpus is understood', example => {
    const { topic, payload } = example;
    const meaning = interpretWebhook(topic, payload);
    const possible = githubTopics.includes(topic)
      ? ['look', 'definitions', 'command', 'ignored']
      : ['ignored'];
    expect(possible).toContain(meaning.kind);
  });

  it('finds looks and pushes in the corpus', () => {
    const kinds = published.map(
      ({ topic, payload }) => interpretWebhook(topic, payload).kind,
    );
    expect(kinds.filter(kind => kind === 'look').length).toBeGreaterThan(9);
    expect(kinds).toContain('definitions');
  });

  it('never throws, whatever was sent', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...githubTopics, 'github', ''),
        fc.oneof(
          fc.anything(),
          fc.object({
            key: fc.constantFrom(
              ...['action', 'number', 'repository', 'owner', 'login', 'ref'],
              ...['html_url', 'id', 'name', 'commits', 'default_branch'],
            ),
          }),
        ),
        (topic, payload) => {
          expect(() => interpretWebhook(topic, payload)).not.toThrow();
        },
      ),
    );
  });
});
