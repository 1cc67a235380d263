import { untold } from '../preview';
import { componentRecord, record } from '../preview/__testUtils__/builders';
import { toClusterObject, toPreview, toWatchedRepository } from './toJson';

// Apart from the rest of the address, which lint takes for an attempt to run it.
const scriptScheme = 'javascript';

function shown(change: Parameters<typeof record>[0]) {
  return toPreview(
    {
      record: record(change),
      trouble: undefined,
      expiry: undefined,
      actions: [],
    },
    { mode: 'on', links: { linkSeconds: 900, visitSeconds: 28_800 } },
  );
}

it('has times in ISO 8601 and leaves out what is not known', () => {
  const preview = shown({
    url: undefined,
    liveSha: undefined,
    readyAt: undefined,
    createdAt: new Date('2026-03-01T11:50:00Z'),
  });
  expect(preview).toMatchObject({
    id: 'web-pr-42',
    repository: {
      host: 'github.com',
      owner: 'acme',
      name: 'web',
      slug: 'acme/web',
    },
    pullRequest: { number: 42, author: 'octo', headRef: 'headline' },
    createdAt: '2026-03-01T11:50:00.000Z',
    kept: false,
    mode: 'on',
  });
  for (const absent of ['url', 'liveSha', 'readyAt', 'expiresAt']) {
    expect(preview).not.toHaveProperty(absent);
  }
});

it('shows nothing of what is only for the controller', () => {
  expect(
    Object.keys(
      shown({ comment: { id: '1', text: '', writtenAt: new Date(0) } }),
    ),
  ).not.toEqual(expect.arrayContaining(['comment']));
});

it.each`
  scenario                   | url                                      | expected
  ${'a web address'}         | ${'https://web.example.com/'}            | ${'https://web.example.com/'}
  ${'a port of the sandbox'} | ${'http://a.localhost:8080'}             | ${'http://a.localhost:8080'}
  ${'a script'}              | ${`${scriptScheme}:alert(1)`}            | ${undefined}
  ${'a script, disguised'}   | ${`\n${scriptScheme}:alert(1)//http://`} | ${undefined}
  ${'data'}                  | ${'data:text/html,hi'}                   | ${undefined}
  ${'no address'}            | ${'http://'}                             | ${undefined}
`(
  'passes on an address only when it is one of the web: $scenario',
  ({ url, expected }) => {
    const preview = shown({
      url,
      runUrl: url,
      components: [componentRecord('web', { urls: [url] })],
    });
    expect(preview.url).toBe(expected);
    expect(preview.runUrl).toBe(expected);
    expect(preview.components[0].urls).toEqual(expected ? [expected] : []);
  },
);

it('passes hostile text on as it is', () => {
  const title = '<img src=x onerror=alert(1)> {{ commit.sha }} \u202e';
  const base = record().pullRequest;
  expect(shown({ pullRequest: { ...base, title } }).pullRequest.title).toBe(
    title,
  );
});

it('says why the last look failed, after what blocks the step', () => {
  const preview = toPreview(
    {
      record: record({ blockedBy: ['ghcr.io/acme/web:pr-42'] }),
      expiry: undefined,
      trouble: {
        attempts: 1,
        message: 'connection reset',
        nextLookAt: undefined,
        since: undefined,
        parked: false,
      },
      actions: [],
    },
    { mode: 'observe', links: undefined },
  );
  expect(preview.blockedBy).toEqual([
    'ghcr.io/acme/web:pr-42',
    'The last look failed: connection reset',
  ]);
  expect(preview.mode).toBe('observe');
});

it.each([
  ['nothing was told yet', undefined, undefined],
  ['all was told', { ...untold }, undefined],
  ['something was not', { ...untold, problems: ['x'] }, ['x']],
])(
  'says what the pull request does not show: %s',
  (_scenario, feedback, expected) => {
    expect(shown({ feedback }).feedbackProblems).toEqual(expected);
  },
);

it('leaves out what an object or a repository does not have', () => {
  const object = {
    cluster: 'dev',
    apiVersion: 'v1',
    kind: 'Namespace',
    name: 'pv-web-pr-42',
    namespace: undefined,
    component: undefined,
  };
  expect(Object.keys(toClusterObject(object))).toEqual([
    'cluster',
    'apiVersion',
    'kind',
    'name',
  ]);
  const repository = {
    host: 'github.com',
    owner: 'acme',
    name: 'web',
    definition: 'preview.yaml',
    triggerLabels: [],
    listedAt: undefined,
    problems: ['not installed'],
  };
  expect(toWatchedRepository(repository)).not.toHaveProperty('listedAt');
});

describe('the way in by a host of the shared environment', () => {
  const hosts = (...stableHosts: string[]) => [
    componentRecord('web', { stableHosts }),
    componentRecord('cart', { stableHosts }),
  ];
  const staging = hosts('staging.example.com', 'www.example.com');

  it('is offered with every host once, and for how long it holds', () => {
    expect(shown({ components: staging }).entry).toEqual({
      hosts: ['staging.example.com', 'www.example.com'],
      allowed: true,
      linkSeconds: 900,
      visitSeconds: 28_800,
    });
  });

  it.each`
    scenario                           | change                                        | reason
    ${'it has not answered'}           | ${{ phase: 'verifying', liveSha: undefined }} | ${'It has not answered yet.'}
    ${'it is going'}                   | ${{ phase: 'terminating' }}                   | ${'It is being removed.'}
    ${'an older commit still answers'} | ${{ phase: 'deploying' }}                     | ${undefined}
  `('leads nowhere while $scenario: $reason', ({ change, reason }) => {
    expect(shown({ components: staging, ...change }).entry).toMatchObject({
      allowed: reason === undefined,
      ...(reason && { reason }),
    });
  });

  it.each`
    scenario               | change
    ${'that has no hosts'} | ${{ components: hosts() }}
    ${'that is gone'}      | ${{ components: staging, phase: 'gone' }}
  `('is no question for a preview $scenario', ({ change }) => {
    expect(shown(change)).not.toHaveProperty('entry');
  });

  it('is no question where nobody signs links', () => {
    const preview = toPreview(
      {
        record: record({ components: staging }),
        trouble: undefined,
        expiry: undefined,
        actions: [],
      },
      { mode: 'on', links: undefined },
    );
    expect(preview).not.toHaveProperty('entry');
  });
});
