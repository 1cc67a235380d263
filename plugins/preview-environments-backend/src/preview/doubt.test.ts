import fc from 'fast-check';
import {
  emptyCluster,
  minutesAgo,
  now,
  observed,
  previewId,
  pullRequest,
  record,
  sha,
} from './__testUtils__/builders';
import { Observed } from './facts';
import { plan } from './plan';
import { RemovalPermit } from './removal';

const decide = (change: Partial<Observed>) =>
  plan(previewId, observed(change), now);

const absence = 'preview.yaml: there is no such file.';
const absent = { components: [], absence };
const readOnce: RemovalPermit = {
  permitted: false,
  because: 'read-once',
  againAfterMilliseconds: 42_000,
};
const held: RemovalPermit = {
  permitted: false,
  because: 'held',
  since: minutesAgo(7),
  limit: 3,
};

describe('a removal that is only inferred from absence (rule 7.21)', () => {
  it.each<[string, RemovalPermit | undefined, object]>([
    [
      'waits for a second reading',
      readOnce,
      {
        phase: 'ready',
        reason: `${absence} It is removed when a second reading finds the same.`,
        doubt: { kind: 'absent', since: now },
        steps: [],
        lookAgainAfterMilliseconds: 42_000,
      },
    ],
    [
      'is not permitted by silence',
      undefined,
      { phase: 'ready', steps: [], doubt: { kind: 'absent' } },
    ],
    [
      'is held by the cap, and says who can release it',
      held,
      {
        phase: 'ready',
        reason: `${absence} The removal is held back: more than 3 previews would go in one sweep. An administrator can release it on the page of the previews.`,
        blockedBy: ['A release of the held removals by an administrator'],
        doubt: { kind: 'held', since: minutesAgo(7) },
        steps: [],
      },
    ],
    [
      'begins when it is permitted',
      { permitted: true },
      { phase: 'terminating', steps: [{ kind: 'destroy-edge-routes' }] },
    ],
  ])('%s', (_scenario, removalPermit, expected) => {
    expect(decide({ ...absent, removalPermit })).toMatchObject(expected);
  });

  it('remembers since when, whatever is read in between', () => {
    const doubt = { kind: 'absent' as const, since: minutesAgo(3) };
    expect(
      decide({ ...absent, record: record({ doubt }), removalPermit: readOnce })
        .doubt,
    ).toEqual(doubt);
  });

  it('goes on to its end once it has begun', () => {
    const terminating = record({ phase: 'terminating' });
    expect(decide({ ...absent, record: terminating })).toMatchObject({
      phase: 'terminating',
      steps: [{ kind: 'destroy-edge-routes' }],
    });
  });

  it('is no doubt any more when the definition is found again', () => {
    const doubt = { kind: 'held' as const, since: minutesAgo(3) };
    expect(decide({ record: record({ doubt }) })).toMatchObject({
      phase: 'ready',
      doubt: undefined,
    });
  });

  it.each<[string, Partial<Observed>]>([
    [
      'the pull request is closed',
      { pullRequest: pullRequest({ state: 'closed' }) },
    ],
    ['the label was taken off', { pullRequest: pullRequest({ labels: [] }) }],
    ['no path matches what is changed', { components: [] }],
    [
      'a person removed it',
      {
        record: record({
          removal: { requestedBy: 'user:default/ann', headSha: sha },
        }),
      },
    ],
    [
      'the repository is archived',
      {
        pullRequest: pullRequest({
          repository: { ...pullRequest().repository, archived: true },
        }),
      },
    ],
  ])('needs no permit where it was read: %s', (_scenario, change) => {
    expect(decide({ removalPermit: held, ...change }).phase).toBe(
      'terminating',
    );
  });

  it('never takes a step without a permit, whatever else is true', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(undefined, readOnce, held),
        fc.constantFrom(
          'queued' as const,
          'awaiting-image' as const,
          'ready' as const,
          'degraded' as const,
          'failed' as const,
          'gone' as const,
        ),
        fc.boolean(),
        fc.constantFrom<string | undefined>(undefined, 'acme/web is private'),
        (removalPermit, phase, empty, unreadable) => {
          const { steps } = decide({
            ...absent,
            removalPermit,
            unreadable,
            record: record({ phase }),
            ...(empty ? { clusters: { dev: emptyCluster() } } : {}),
          });
          expect(steps).toEqual([]);
        },
      ),
    );
  });
});

describe('a pull request that cannot be read (rule 7.21)', () => {
  const unreadable = { components: [], unreadable: 'acme/web is private' };

  it('keeps its preview, degraded, with the date', () => {
    expect(decide(unreadable)).toMatchObject({
      phase: 'degraded',
      reason: 'Not readable since 2026-03-01 12:00 UTC: acme/web is private',
      url: record().url,
      liveSha: sha,
      clusters: ['dev'],
      steps: [],
    });
  });

  it.each<[string, Partial<Observed>]>([
    [
      'an administrator removed it',
      {
        record: record({
          removal: { requestedBy: 'user:default/ann', headSha: sha },
        }),
      },
    ],
    [
      'the instance is drained',
      { policy: { ...observed().policy, draining: true } },
    ],
    ['it was closed before', { pullRequest: pullRequest({ state: 'closed' }) }],
    ['its removal has begun', { record: record({ phase: 'terminating' }) }],
  ])('goes all the same when %s', (_scenario, change) => {
    expect(decide({ ...unreadable, ...change })).toMatchObject({
      phase: 'terminating',
      steps: [{ kind: 'destroy-edge-routes' }],
    });
  });

  it('does not promise to come back when its removal ends', () => {
    expect(
      decide({
        ...unreadable,
        record: record({ phase: 'terminating' }),
        clusters: { dev: emptyCluster() },
      }),
    ).toMatchObject({ phase: 'gone', reason: 'Removed.' });
  });

  it('is judged as ever when it can be read again', () => {
    const doubt = { kind: 'unreadable' as const, since: minutesAgo(60) };
    expect(
      decide({ record: record({ phase: 'degraded', doubt }) }),
    ).toMatchObject({ phase: 'ready', doubt: undefined });
  });
});

it('lets an archived repository have its previews back with its pull requests', () => {
  const gone = record({ phase: 'gone', clusters: [] });
  expect(
    decide({ record: gone, clusters: { dev: emptyCluster() } }),
  ).toMatchObject({ begins: true, phase: 'provisioning' });
});
