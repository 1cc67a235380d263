import fc from 'fast-check';
import {
  component,
  now,
  observed,
  olderSha,
  policy,
  previewId,
  pullRequest,
  record,
  sha,
  writer,
} from '../__testUtils__/builders';
import { intend } from '../intent';
import { plan } from '../plan';
import { PreviewRecord } from '../record';
import { runnable, RunnableFacts } from './runnable';
import { LabelSetter, TrustFloor } from './types';

const fork = (change: Parameters<typeof pullRequest>[0] = {}) =>
  pullRequest({ head: { sha, ref: 'x', repositoryId: '99' }, ...change });
const approved = (headSha: string) => ({
  approval: { headSha, by: 'dana', at: now },
});
const atOlder = (change: Partial<PreviewRecord> = {}) =>
  record({
    pullRequest: fork({
      head: { sha: olderSha, ref: 'x', repositoryId: '99' },
    }),
    commit: olderSha,
    liveSha: olderSha,
    ...change,
  });
const facts = (change: Partial<RunnableFacts> = {}): RunnableFacts => ({
  policy,
  record: undefined,
  pullRequest: pullRequest(),
  components: [component()],
  people: { authorMayWrite: true, setters: { preview: writer } },
  ...change,
});
const whatRuns = (change: Partial<RunnableFacts>) => {
  const answer = runnable(facts(change));
  return answer.kind === 'run'
    ? [answer.pullRequest.head.sha, answer.waiting?.blockedBy]
    : [undefined, answer.kind === 'hold' ? answer.blockedBy : answer.kind];
};

const pausable = [component('web', { trigger: { pauseLabel: 'hold' } })];
const paused = pullRequest({ labels: ['preview', 'hold'] });
const asked = { request: { requestedBy: 'dana', at: now } };
const unlabelled = pullRequest({ labels: [] });

describe('what of a pull request runs', () => {
  it.each<[string, Partial<RunnableFacts>, string | undefined, string?]>([
    ['the head, of the house', {}, sha],
    ['nothing of a fork', { pullRequest: fork() }, undefined, 'approval'],
    [
      'the head of a fork that was approved',
      { pullRequest: fork(), record: atOlder(approved(sha)) },
      sha,
    ],
    [
      'the approved commit, after a push',
      { pullRequest: fork(), record: atOlder(approved(olderSha)) },
      olderSha,
      'approval',
    ],
    [
      'nothing, when what runs was not what was approved',
      { pullRequest: fork(), record: atOlder(approved('f'.repeat(40))) },
      undefined,
      'approval',
    ],
    [
      'nothing, when the approved commit never came to run',
      {
        pullRequest: fork(),
        record: atOlder({
          ...approved(olderSha),
          commit: undefined,
          liveSha: undefined,
        }),
      },
      undefined,
      'approval',
    ],
    [
      'nothing, when the preview is gone',
      {
        pullRequest: fork(),
        record: atOlder({ ...approved(olderSha), phase: 'gone' }),
      },
      undefined,
      'approval',
    ],
    [
      'nothing of a fork that was approved where forks are never previewed',
      {
        pullRequest: fork(),
        record: atOlder(approved(sha)),
        policy: { trust: { ...policy.trust, forks: 'never' } },
      },
      undefined,
      'fork',
    ],
    [
      'nothing of a draft, although its commit was approved',
      { pullRequest: fork({ draft: true }), record: atOlder(approved(sha)) },
      undefined,
      'draft',
    ],
    [
      'the commit before, while a label pauses it',
      { pullRequest: paused, components: pausable, record: atOlder() },
      olderSha,
      'paused',
    ],
    [
      'the head, when it is what the label paused it at',
      {
        pullRequest: paused,
        components: pausable,
        record: record({ commit: sha }),
      },
      sha,
    ],
    [
      'nothing that is paused before it began',
      { pullRequest: paused, components: pausable },
      undefined,
      'paused',
    ],
    [
      'what a record of before there was this says to be live',
      {
        pullRequest: paused,
        components: pausable,
        record: atOlder({ commit: undefined }),
      },
      olderSha,
      'paused',
    ],
    [
      'nothing without a label',
      { pullRequest: unlabelled },
      undefined,
      'not-asked',
    ],
    [
      'the head, when a comment asked for it instead of a label',
      {
        pullRequest: unlabelled,
        record: record({ ...asked, pullRequest: unlabelled }),
      },
      sha,
    ],
    [
      'the head, when a comment asked before anything was remembered',
      {
        pullRequest: unlabelled,
        leave: { approval: undefined, ...asked },
        people: { authorMayWrite: true },
      },
      sha,
    ],
    [
      'nothing, once the label was taken off, whatever a comment asked before',
      { pullRequest: unlabelled, record: record(asked) },
      undefined,
      'not-asked',
    ],
    [
      'nothing before it was asked who the author is',
      { people: {} },
      undefined,
      'open',
    ],
    [
      'nothing before it was asked who set the label',
      { people: { authorMayWrite: true } },
      undefined,
      'open',
    ],
    [
      'the head, when the label has been there since somebody who may write had set it',
      {
        people: { authorMayWrite: true },
        record: record({ labelled: ['preview'] }),
      },
      sha,
    ],
  ])('%s', (_scenario, change, ...[runs, waits]) => {
    expect(whatRuns(change)).toEqual([runs, waits]);
  });
});

describe('what is said while an older commit stays', () => {
  const pushed = observed({
    pullRequest: fork(),
    record: atOlder(approved(olderSha)),
  });

  it('names both commits, and what is missing', () => {
    expect(plan(previewId, pushed, now)).toMatchObject({
      phase: 'ready',
      reason:
        'Commit a1b2c3d is from a fork. Somebody who can write to the repository has to approve it. Commit 0000000 stays.',
      blockedBy: ['approval'],
      commit: olderSha,
      liveSha: olderSha,
    });
  });

  it('deploys nothing of the new commit', () => {
    const { desired } = plan(previewId, pushed, now);
    expect(JSON.stringify(desired)).not.toContain(sha);
    expect(JSON.stringify(desired)).not.toContain(sha.slice(0, 7));
  });
});

it('removes what runs of a fork that nobody has approved, as after a lost database (7.20)', () => {
  const rebuilt = atOlder({ commit: undefined, liveSha: undefined });
  expect(
    plan(previewId, observed({ pullRequest: fork(), record: rebuilt }), now),
  ).toMatchObject({
    phase: 'awaiting-approval',
    blockedBy: ['approval'],
    steps: [{ kind: 'destroy-edge-routes' }],
  });
});

const anyFloor = fc.record<TrustFloor>({
  forks: fc.constantFrom('never', 'approve', 'allow'),
  authors: fc.constantFrom('write', 'anyone'),
  drafts: fc.boolean(),
  bots: fc.boolean(),
});
const anyTrigger = fc.record({
  labels: fc.constantFrom([], ['preview']),
  forks: fc.constantFrom('never', 'approve', 'allow'),
  authors: fc.constantFrom('write', 'anyone'),
  drafts: fc.boolean(),
  bots: fc.boolean(),
});
const anyPullRequest = fc
  .record({ fork: fc.boolean(), draft: fc.boolean(), bot: fc.boolean() })
  .map(({ fork: isFork, draft, bot }) =>
    pullRequest({
      draft,
      author: { login: 'eve', bot },
      head: { sha, ref: 'x', repositoryId: isFork ? '99' : '77' },
    }),
  );
const anyPeople = fc.record({
  authorMayWrite: fc.boolean(),
  setters: fc.constantFrom<Record<string, LabelSetter>>(
    {},
    { preview: writer },
    { preview: { login: 'eve', bot: false, mayWrite: false } },
  ),
});
const leniencyOf = { never: 0, approve: 1, allow: 2 };

it('lets no definition be more lenient than the organisation', () => {
  fc.assert(
    fc.property(
      anyFloor,
      anyTrigger,
      anyPullRequest,
      anyPeople,
      (trust, trigger, read, people) => {
        const at = (floor: TrustFloor, definition: object) =>
          intend(
            previewId,
            observed({
              record: undefined,
              policy: { ...policy, trust: floor },
              pullRequest: read,
              components: [component('web', { trigger: definition })],
              people,
            }),
          ).kind === 'want';
        const allowed = at(trust, trigger);
        // The floor by itself, taken as a definition, lets at least as many pass.
        const open: TrustFloor = {
          forks: 'allow',
          authors: 'anyone',
          drafts: true,
          bots: true,
        };
        const byFloor = at(open, { ...trust, labels: trigger.labels });
        const byDefinition = at(open, trigger);
        expect(allowed && !(byFloor && byDefinition)).toBe(false);
        const isFork = read.head.repositoryId !== '77';
        const mustWait = isFork && leniencyOf[trust.forks] < leniencyOf.allow;
        expect(allowed && mustWait).toBe(false);
      },
    ),
  );
});
