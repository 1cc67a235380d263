import {
  component,
  fullCluster,
  minutesAgo,
  now,
  observed,
  olderSha,
  previewId,
  pullRequest,
  record,
  sha,
} from './__testUtils__/builders';
import { plan } from './plan';

const head = (commit: string) =>
  pullRequest({
    head: { sha: commit, ref: 'x', repositoryId: '99' },
    labels: ['preview', 'hold'],
  });
const approvalOf = (headSha: string) => ({ headSha, by: 'dana', at: now });

it('remembers of a fork that sleeps the approved commit, also while its definition can not be read', () => {
  const unapproved = 'b'.repeat(40);
  const asleep = { requestedBy: 'dana', at: minutesAgo(1), headSha: olderSha };
  const before = record({
    asleep,
    phase: 'asleep',
    commit: olderSha,
    pullRequest: head(olderSha),
    approval: approvalOf(olderSha),
  });
  const common = { clusters: { dev: fullCluster() } };
  const broken = plan(
    previewId,
    observed({
      ...common,
      record: before,
      pullRequest: head(unapproved),
      components: [],
      definitionsProblem: 'preview.yaml is broken',
    }),
    now,
  );
  expect(broken).toMatchObject({ phase: 'asleep', commit: olderSha });

  // A later head is approved and waits because of the label: what goes on meanwhile must have been allowed once.
  const woken = plan(
    previewId,
    observed({
      ...common,
      record: {
        ...before,
        asleep: undefined,
        commit: broken.commit,
        approval: approvalOf(sha),
      },
      pullRequest: head(sha),
      components: [
        component('web', {
          trigger: {
            labels: ['preview'],
            pauseLabel: 'hold',
            forks: 'approve',
          },
        }),
      ],
    }),
    now,
  );
  expect(woken.commit).toBe(olderSha);
});
