import fc from 'fast-check';
import { gitlabWebhooks } from './hints';

const project = {
  id: 7,
  path_with_namespace: 'acme/shop/web',
  web_url: 'https://gitlab.acme.com/acme/shop/web',
  default_branch: 'main',
};
const repository = {
  host: 'gitlab.acme.com',
  owner: 'acme/shop',
  name: 'web',
  id: '7',
};
const sha = '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d';

const interpret = (payload: unknown) =>
  gitlabWebhooks.interpret('gitlab', payload);

/** As GitLab's documentation shows it ("Webhook events"), with what one test changes. */
const mergeRequest = (attributes: object, changes: object = {}) => ({
  object_kind: 'merge_request',
  event_type: 'merge_request',
  user: { id: 1, username: 'root' },
  project,
  object_attributes: { id: 99, iid: 42, state: 'opened', ...attributes },
  labels: [],
  changes,
});
const note = (attributes: object, on: object = {}) => ({
  object_kind: 'note',
  event_type: 'note',
  user: { id: 1, username: 'root' },
  project,
  object_attributes: {
    id: 1244,
    note: '/preview',
    noteable_type: 'MergeRequest',
    action: 'create',
    system: false,
    ...attributes,
  },
  merge_request: { id: 99, iid: 42 },
  ...on,
});
const push = (fields: object) => ({
  object_kind: 'push',
  event_name: 'push',
  ref: 'refs/heads/main',
  project,
  commits: [{ added: ['a'], modified: ['b'], removed: ['c'] }],
  total_commits_count: 1,
  ...fields,
});

describe('webhooks of merge requests', () => {
  it.each`
    action          | oldrev       | changes                                 | matters
    ${'open'}       | ${undefined} | ${{}}                                   | ${true}
    ${'reopen'}     | ${undefined} | ${{}}                                   | ${true}
    ${'close'}      | ${undefined} | ${{}}                                   | ${true}
    ${'merge'}      | ${undefined} | ${{}}                                   | ${true}
    ${'approved'}   | ${undefined} | ${{}}                                   | ${false}
    ${'unapproval'} | ${undefined} | ${{}}                                   | ${false}
    ${'update'}     | ${sha}       | ${{ updated_at: {} }}                   | ${true}
    ${'update'}     | ${undefined} | ${{ labels: {}, updated_at: {} }}       | ${true}
    ${'update'}     | ${undefined} | ${{ draft: {}, title: {} }}             | ${true}
    ${'update'}     | ${undefined} | ${{ target_branch: {} }}                | ${true}
    ${'update'}     | ${undefined} | ${{ assignees: {} }}                    | ${false}
    ${'update'}     | ${undefined} | ${{ milestone_id: {}, updated_at: {} }} | ${false}
    ${'update'}     | ${undefined} | ${{ description: {} }}                  | ${true}
    ${'update'}     | ${undefined} | ${{}}                                   | ${true}
    ${undefined}    | ${undefined} | ${{}}                                   | ${true}
  `(
    '$action, pushed from $oldrev, changed $changes: $matters',
    ({ action, oldrev, changes, matters }) => {
      const meaning = interpret(mergeRequest({ action, oldrev }, changes));
      expect(meaning).toEqual(
        matters
          ? {
              kind: 'look',
              hint: {
                repository,
                number: 42,
                cause: `webhook merge_request.${action ?? 'update'}`,
              },
            }
          : {
              kind: 'ignored',
              reason: 'the action cannot matter to a preview',
            },
      );
    },
  );
});

describe('webhooks of comments', () => {
  it('note a command', () => {
    expect(interpret(note({}))).toEqual({
      kind: 'command',
      at: { repository, number: 42 },
      commentId: '1244',
      author: 'root',
    });
  });

  it.each`
    scenario                        | payload
    ${'what was edited'}            | ${note({ action: 'update' })}
    ${'what is no command'}         | ${note({ note: 'Nice!' })}
    ${"what GitLab's hand wrote"}   | ${note({ system: true })}
    ${'what is said of a commit'}   | ${note({ noteable_type: 'Commit' })}
    ${'what is said of no request'} | ${note({}, { merge_request: undefined })}
  `('ignore $scenario', ({ payload }) => {
    expect(interpret(payload).kind).toBe('ignored');
  });
});

describe('webhooks of pushes', () => {
  it.each`
    scenario                         | fields                                     | touched
    ${'names all files'}             | ${{}}                                      | ${['a', 'b', 'c']}
    ${'has more commits than named'} | ${{ total_commits_count: 30 }}             | ${undefined}
    ${'takes commits back'}          | ${{ commits: [], total_commits_count: 0 }} | ${undefined}
  `('to the default branch that $scenario', ({ fields, touched }) => {
    expect(interpret(push(fields))).toEqual({
      kind: 'definitions',
      repository,
      branch: 'main',
      touched,
    });
  });

  const nothing = '0'.repeat(40);
  const withoutDefault = { ...project, default_branch: undefined };

  it.each`
    scenario                        | fields                                                                                | branch
    ${'another branch'}             | ${{ ref: 'refs/heads/new/basket' }}                                                   | ${'new/basket'}
    ${'one that begins like it'}    | ${{ ref: 'refs/heads/main/2' }}                                                       | ${'main/2'}
    ${'a branch that is made'}      | ${{ ref: 'refs/heads/change', before: nothing, commits: [], total_commits_count: 0 }} | ${'change'}
    ${'a branch that is gone'}      | ${{ ref: 'refs/heads/change', after: nothing, checkout_sha: undefined, commits: [] }} | ${'change'}
    ${'whichever is not the known'} | ${{ ref: 'refs/heads/main', project: withoutDefault }}                                | ${'main'}
  `('to $scenario have that looked at', ({ fields, branch }) => {
    expect(interpret(push(fields))).toEqual({
      kind: 'branch',
      repository,
      branch,
    });
  });

  it.each([
    'refs/tags/v1',
    'refs/merge-requests/1/head',
    'refs/heads/',
    'refs/heads/../../user',
    'refs/heads/a\0b',
    'main',
    '',
  ])('to %j are ignored, which is no branch', ref => {
    expect(interpret(push({ ref }))).toEqual({
      kind: 'ignored',
      reason: 'no branch was pushed to',
    });
  });
});

describe('webhooks of builds', () => {
  const pipeline = (status: string) => ({
    object_kind: 'pipeline',
    object_attributes: { id: 31, sha, status },
    project,
  });
  const job = (status: string) => ({
    object_kind: 'build',
    sha,
    build_status: status,
    build_name: 'image',
    project,
  });

  it.each`
    status        | ended
    ${'pending'}  | ${false}
    ${'running'}  | ${false}
    ${'manual'}   | ${false}
    ${'success'}  | ${true}
    ${'failed'}   | ${true}
    ${'canceled'} | ${true}
    ${'skipped'}  | ${true}
  `('that are $status: $ended', ({ status, ended }) => {
    for (const payload of [pipeline(status), job(status)]) {
      expect(interpret(payload)).toMatchObject(
        ended
          ? {
              kind: 'built',
              awaited: {
                repository: { host: repository.host, id: '7' },
                headSha: sha,
              },
            }
          : { kind: 'ignored', reason: 'nothing has ended' },
      );
    }
  });
});

it.each([
  'tag_push',
  'issue',
  'wiki_page',
  'deployment',
  'feature_flag',
  'release',
  'emoji',
  'access_token',
  'work_item',
  'vulnerability',
  'constructor',
])('ignores webhooks of the kind %s', kind => {
  const meaning = interpret({ object_kind: kind, project });
  expect(meaning).toEqual({
    kind: 'ignored',
    reason: `webhooks of the kind ${kind} are not used here`,
  });
});

it.each`
  scenario                         | changes
  ${'no name'}                     | ${{ path_with_namespace: 'web' }}
  ${'a name that leads elsewhere'} | ${{ path_with_namespace: 'acme/../../x y' }}
  ${'an address that is none'}     | ${{ web_url: 'javascript:alert(1)' /* eslint-disable-line no-script-url -- what somebody may send */ }}
`('ignores a project with $scenario, and says so', ({ changes }) => {
  const payload = mergeRequest({ action: 'open' });
  const meaning = interpret({
    ...payload,
    project: { ...project, ...changes },
  });
  expect(meaning).toEqual({
    kind: 'ignored',
    reason: expect.stringMatching(/^project\./),
  });
});

it('never throws, whatever is sent', () => {
  const kinds = ['merge_request', 'note', 'push', 'pipeline', 'build'];
  const payload = fc.oneof(
    fc.anything(),
    fc.record({
      object_kind: fc.constantFrom(...kinds),
      project: fc.oneof(fc.constant(project), fc.anything()),
      object_attributes: fc.anything(),
      changes: fc.anything(),
    }),
  );
  fc.assert(
    fc.property(payload, sent => {
      expect(interpret(sent)).toHaveProperty('kind');
    }),
  );
});
