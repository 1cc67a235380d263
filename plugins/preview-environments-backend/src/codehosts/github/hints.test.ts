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
    'auto_merge_enabled',
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
    ).toEqual({
      kind: 'definitions',
      repository: inRepository,
      branch: pushPayload.repository.default_branch,
      touched,
    });
  });

  it.each(['refs/tags/main', 'refs/notes/x', 'refs/heads/', 'refs/heads/a\0b'])(
    'to %s is ignored, because no branch moved',
    pushed => {
      const payload = { ...pushPayload, ref: pushed };
      expect(interpretWebhook('github.push', payload).kind).toBe('ignored');
    },
  );

  it.each(['other', 'main/x', 'refs/heads/main'])(
    'to the branch %s tells of that branch, and not of definitions',
    branch => {
      const payload = { ...pushPayload, ref: `refs/heads/${branch}` };
      expect(interpretWebhook('github.push', payload)).toEqual({
        kind: 'branch',
        repository: inRepository,
        branch,
      });
    },
  );
});

describe('a webhook about a comment', () => {
  const payload = {
    action: 'created',
    repository,
    issue: { number: 42, pull_request: { url: 'x' } },
    comment: {
      id: 7,
      body: '/preview keep',
      user: { type: 'User', login: 'dana' },
    },
  };

  it('says where a command is, and not what it says', () => {
    expect(interpretWebhook('github.issue_comment', payload)).toEqual({
      kind: 'command',
      at: { repository: inRepository, number: 42 },
      commentId: '7',
      author: 'dana',
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

describe('a webhook about a build', () => {
  const sha = 'a'.repeat(40);
  const ofCommit = {
    repository: { host: inRepository.host, id: '7' },
    headSha: sha,
  };
  const run = { head_sha: sha };
  const ofRun = { ...ofCommit, runId: '9' };
  const workflow = (change: object) => ({
    workflow_run: { ...run, id: 9, ...change },
  });
  const pushed = (url?: string) => ({ package_version: { package_url: url } });

  it.each`
    scenario                        | topic                 | payload                                                                        | awaited
    ${'a check has ended'}          | ${'check_run'}        | ${{ action: 'completed', check_run: run }}                                     | ${ofCommit}
    ${'all checks have ended'}      | ${'check_suite'}      | ${{ action: 'completed', check_suite: run }}                                   | ${ofCommit}
    ${'a workflow has ended'}       | ${'workflow_run'}     | ${{ action: 'completed', ...workflow({}) }}                                    | ${ofRun}
    ${'a workflow runs again'}      | ${'workflow_run'}     | ${{ action: 'in_progress', ...workflow({ run_attempt: 2 }) }}                  | ${ofRun}
    ${'a workflow runs'}            | ${'workflow_run'}     | ${{ action: 'in_progress', ...workflow({ run_attempt: 1 }) }}                  | ${undefined}
    ${'a workflow has no number'}   | ${'workflow_run'}     | ${{ action: 'completed', ...workflow({ id: '../9' }) }}                        | ${undefined}
    ${'a status was set'}           | ${'status'}           | ${{ sha, state: 'failure' }}                                                   | ${ofCommit}
    ${'an image was pushed'}        | ${'registry_package'} | ${{ action: 'published', registry_package: pushed('ghcr.io/acme/web:pr-42') }} | ${{ image: 'ghcr.io/acme/web:pr-42' }}
    ${'something was pushed'}       | ${'registry_package'} | ${{ action: 'published', registry_package: pushed() }}                         | ${{ ...ofCommit, headSha: undefined }}
    ${'a check has begun'}          | ${'check_run'}        | ${{ action: 'created', check_run: run }}                                       | ${undefined}
    ${'a status is still awaited'}  | ${'status'}           | ${{ sha, state: 'pending' }}                                                   | ${undefined}
    ${'a check has no real commit'} | ${'check_run'}        | ${{ action: 'completed', check_run: { head_sha: '../x' } }}                    | ${undefined}
  `(
    'leads to looks at what waits for it, when $scenario',
    ({ topic, payload, awaited }) => {
      const meaning = interpretWebhook(`github.${topic}`, {
        repository,
        ...payload,
      });
      const ignored = { kind: 'ignored', reason: expect.any(String) };
      const cause = `webhook ${topic}`;
      expect(meaning).toEqual(
        awaited ? { kind: 'built', awaited, cause } : ignored,
      );
    },
  );
});

describe('a webhook about an installation', () => {
  const account = { login: 'Acme', html_url: 'https://localhost:7008/acme' };
  const html_url = 'https://localhost:7008/settings/installations/2';
  const installation = { html_url, account };
  const named = [{ full_name: 'acme/web' }];

  it.each`
    scenario                             | topic                    | payload                                                                   | owners
    ${'it was suspended'}                | ${'installation'}        | ${{ action: 'suspend', installation }}                                    | ${['Acme']}
    ${'it may do more'}                  | ${'installation'}        | ${{ action: 'new_permissions_accepted', installation, repositories: [] }} | ${['Acme']}
    ${'its owner has another name'}      | ${'installation_target'} | ${{ action: 'renamed', account, changes: { login: { from: 'old' } } }}    | ${['Acme', 'old']}
    ${'it names its repositories'}       | ${'installation'}        | ${{ action: 'suspend', installation, repositories: named }}               | ${undefined}
    ${'nobody can be told'}              | ${'installation'}        | ${{ action: 'suspend', installation: { html_url } }}                      | ${undefined}
    ${'its owner is otherwise the same'} | ${'installation_target'} | ${{ action: 'other', account }}                                           | ${undefined}
  `(
    'has all repositories of its owner read again, when $scenario: $owners',
    ({ topic, payload, owners }) => {
      const meaning = interpretWebhook(`github.${topic}`, payload);
      const all = { kind: 'owners', host: 'localhost:7008', owners };
      const ofOwners = meaning.kind === 'owners' ? meaning : undefined;
      expect(ofOwners).toEqual(owners && all);
    },
  );
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
      ? [
          ...['look', 'definitions', 'command'],
          ...['built', 'repositories', 'owners', 'ignored'],
        ]
      : ['ignored'];
    expect(possible).toContain(meaning.kind);
  });

  it('finds looks and pushes in the corpus', () => {
    const kinds = published.map(
      ({ topic, payload }) => interpretWebhook(topic, payload).kind,
    );
    expect(kinds.filter(kind => kind === 'look').length).toBeGreaterThan(9);
    expect(kinds).toContain('definitions');
    expect(kinds).toContain('built');
    expect(kinds).toContain('repositories');
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
