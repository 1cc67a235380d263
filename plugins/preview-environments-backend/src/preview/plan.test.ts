import {
  component,
  emptyCluster,
  now,
  observed,
  olderSha,
  previewId,
  pullRequest,
  record,
  sha,
} from './__testUtils__/builders';
import { Observed } from './facts';
import { plan } from './plan';

const decide = (change: Partial<Observed>) =>
  plan(previewId, observed(change), now);

const closed = pullRequest({
  state: 'closed',
  closedAt: '2026-03-01T11:59:00Z',
});

describe('closed is closed', () => {
  const gone = record({
    phase: 'gone',
    reason: 'The pull request is closed.',
    clusters: [],
    closedAt: new Date('2026-03-01T11:59:00Z'),
  });

  it.each`
    scenario                            | change
    ${'comes back as a draft'}          | ${{ pullRequest: pullRequest({ draft: true }) }}
    ${'comes back to a bad definition'} | ${{ components: [], definitionsProblem: 'preview.yaml: line 3' }}
  `(
    'has no tombstone any more when a reopened one $scenario, so that the next close is noticed',
    ({ change }) => {
      const before = record({
        ...gone,
        phase: 'awaiting-approval',
        closedAt: new Date('2026-03-01T10:00:00Z'),
      });
      const decision = decide({ record: before, ...change });
      expect(decision.phase).toMatch(/awaiting-approval|failed/);
      expect(decision.closedAt).toBeUndefined();
    },
  );

  it('does not come back by a late event for a closed pull request', () => {
    expect(decide({ record: gone, pullRequest: closed })).toMatchObject({
      phase: 'gone',
      steps: [],
      begins: false,
    });
  });

  it('does not come back by a reading from before the close', () => {
    expect(decide({ record: gone })).toMatchObject({
      phase: 'gone',
      steps: [],
    });
  });

  it('comes back when GitHub says that it was reopened', () => {
    const reopened = pullRequest({ updatedAt: '2026-03-01T11:59:30Z' });
    expect(
      decide({
        record: gone,
        pullRequest: reopened,
        clusters: { dev: emptyCluster() },
      }),
    ).toMatchObject({
      phase: 'provisioning',
      begins: true,
      closedAt: undefined,
    });
  });

  it('finishes the removal before a reopened one starts again', () => {
    const reopened = pullRequest({ updatedAt: '2026-03-01T11:59:30Z' });
    const terminating = record({
      phase: 'terminating',
      closedAt: new Date('2026-03-01T11:59:00Z'),
    });
    expect(
      decide({ record: terminating, pullRequest: reopened }),
    ).toMatchObject({
      phase: 'terminating',
      steps: [{ kind: 'destroy-edge-routes' }],
    });
    expect(
      decide({
        record: terminating,
        pullRequest: reopened,
        clusters: { dev: emptyCluster() },
      }),
    ).toMatchObject({ phase: 'gone', lookAgainAfterMilliseconds: 0 });
  });
});

describe('who gets a preview', () => {
  it.each<[string, Partial<Observed>, object]>([
    [
      'nobody asked: nothing is remembered',
      { record: undefined, pullRequest: pullRequest({ labels: [] }) },
      { remember: 'forget', steps: [] },
    ],
    [
      'the label was taken off',
      { pullRequest: pullRequest({ labels: [] }) },
      { phase: 'terminating' },
    ],
    [
      'a draft',
      { record: undefined, pullRequest: pullRequest({ draft: true }) },
      { phase: 'awaiting-approval', blockedBy: ['draft'], steps: [] },
    ],
    [
      'a bot',
      {
        record: undefined,
        pullRequest: pullRequest({
          author: { login: 'dependabot', bot: true },
        }),
      },
      { phase: 'awaiting-approval', blockedBy: ['bot'] },
    ],
    [
      'a fork',
      {
        record: undefined,
        pullRequest: pullRequest({
          head: { sha, ref: 'x', repositoryId: '99' },
        }),
      },
      { phase: 'awaiting-approval', blockedBy: ['approval'], steps: [] },
    ],
    [
      'a fork that was deleted',
      {
        record: undefined,
        pullRequest: pullRequest({
          head: { sha, ref: 'x', repositoryId: undefined },
        }),
      },
      { blockedBy: ['approval'] },
    ],
    [
      'another base branch',
      {
        record: undefined,
        pullRequest: pullRequest({ base: { ref: 'release' } }),
      },
      { remember: 'forget' },
    ],
    [
      'a preview that is made a draft loses what it has',
      { pullRequest: pullRequest({ draft: true }) },
      { phase: 'awaiting-approval', steps: [{ kind: 'destroy-edge-routes' }] },
    ],
    [
      'a person removed it at this commit',
      {
        record: record({
          removal: { requestedBy: 'user:default/ann', headSha: sha },
        }),
      },
      { phase: 'terminating' },
    ],
    [
      'a person removed it at an older commit',
      {
        record: record({
          removal: { requestedBy: 'user:default/ann', headSha: olderSha },
        }),
      },
      { phase: 'ready' },
    ],
  ])('%s', (_scenario, change, expected) => {
    expect(decide(change)).toMatchObject(expected);
  });
});

describe('definitions that ask for what cannot be', () => {
  it.each<[string, Partial<Observed>, string]>([
    [
      'a host of somebody else',
      {
        components: [
          component('web', {
            routing: {
              host: 'www.example.com',
              service: { name: 'web', port: 80 },
            },
          }),
        ],
      },
      'web/preview.yaml: spec.routing.host: www.example.com is outside the hosts that previews on dev may have (they end in .preview.example.com)',
    ],
    [
      'an unknown cluster',
      { components: [component('web', { cluster: 'prod' })] },
      'web/preview.yaml: spec.cluster: prod is not one of the configured clusters (dev)',
    ],
    [
      'one name twice',
      { components: [component(), component()] },
      'Two definitions name the component web; metadata.name must be unique in a repository',
    ],
    [
      'one host twice',
      {
        components: [
          component(),
          component('cart', {
            routing: {
              host: '{{ preview.id }}.preview.example.com',
              service: { name: 'cart', port: 80 },
            },
          }),
        ],
      },
      'The components web and cart both ask for the host web-pr-42.preview.example.com; give one of them another spec.routing.host',
    ],
    [
      'the definition is gone from the default branch',
      {
        components: [],
        definitionsProblem: 'preview.yaml: there is no such file',
      },
      'preview.yaml: there is no such file',
    ],
  ])(
    '%s fails with the field and the cure, and removes nothing',
    (_scenario, change, reason) => {
      expect(decide(change)).toMatchObject({
        phase: 'failed',
        reason,
        steps: [],
      });
    },
  );
});

describe('a preview that nothing was made for', () => {
  it.each<[string, Partial<Observed>]>([
    ['held', { record: undefined, pullRequest: pullRequest({ draft: true }) }],
    [
      'with a definition that cannot be carried out',
      {
        record: undefined,
        components: [component('web', { cluster: 'prod' })],
      },
    ],
  ])('is found by its entities when it is %s', (_scenario, change) => {
    expect(decide(change).components).toMatchObject([
      { name: 'web', entityRefs: ['component:default/web'], health: 'absent' },
    ]);
  });
});

it('takes every preview away while the instance is drained', () => {
  const draining = { ...observed().policy, draining: true };
  expect(decide({ policy: draining })).toMatchObject({
    phase: 'terminating',
    steps: [{ kind: 'destroy-edge-routes' }],
  });
  expect(decide({ policy: draining, record: undefined }).remember).toBe(
    'forget',
  );
});
