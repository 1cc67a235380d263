import { now, olderSha, record, sha } from '../preview/__testUtils__/builders';
import { judgeApproval } from './judgeApproval';

const second = 1_000;
const at = (milliseconds: number) => new Date(now.getTime() + milliseconds);
const waiting = (change = {}) =>
  record({
    phase: 'awaiting-approval',
    blockedBy: ['approval'],
    headSince: now,
    ...change,
  });
const ofHead = { wish: { kind: 'approve', headSha: sha } };

it.each`
  scenario                                         | commit       | writtenAt          | before                                                                            | expected
  ${'the head, known before'}                      | ${undefined} | ${at(60 * second)} | ${waiting()}                                                                      | ${ofHead}
  ${'the head, known right when it was written'}   | ${undefined} | ${at(0)}           | ${waiting()}                                                                      | ${ofHead}
  ${'the head by its id, known later'}             | ${sha}       | ${at(-second)}     | ${waiting()}                                                                      | ${ofHead}
  ${'a commit of a pull request nobody asked for'} | ${sha}       | ${at(0)}           | ${undefined}                                                                      | ${ofHead}
  ${'the head while an older commit runs'}         | ${undefined} | ${at(0)}           | ${waiting({ phase: 'ready', approval: { headSha: olderSha, by: 'x', at: now } })} | ${ofHead}
`('approves $scenario', ({ commit, writtenAt, before, expected }) => {
  expect(
    judgeApproval({
      commit,
      writtenAt: writtenAt.toISOString(),
      record: before,
    }),
  ).toEqual(expected);
});

it.each`
  scenario                                     | commit          | writtenAt      | before                                                          | says
  ${'what was pushed after it was written'}    | ${undefined}    | ${at(-second)} | ${waiting()}                                                    | ${/may have come after that comment.*\/preview approve a1b2c3d4e5f6/}
  ${'what was pushed in the same second'}      | ${undefined}    | ${at(0)}       | ${waiting({ headSince: at(400) })}                              | ${/may have come after that comment/}
  ${'a head of which nobody knows since when'} | ${undefined}    | ${at(0)}       | ${waiting({ headSince: undefined })}                            | ${/may have come after/}
  ${'a commit that is not the head'}           | ${olderSha}     | ${at(0)}       | ${waiting()}                                                    | ${/is not the head, which is a1b2c3d/}
  ${'the first characters of a commit'}        | ${'a1b2c3d'}    | ${at(0)}       | ${waiting()}                                                    | ${/by its whole id/}
  ${'no commit at all'}                        | ${'everything'} | ${at(0)}       | ${waiting()}                                                    | ${/by its whole id/}
  ${'what was approved'}                       | ${undefined}    | ${at(0)}       | ${waiting({ approval: { headSha: sha, by: 'dana', at: now } })} | ${/approved by dana already/}
  ${'what waits for nobody'}                   | ${undefined}    | ${at(0)}       | ${waiting({ blockedBy: ['draft'] })}                            | ${/does not wait for an approval/}
  ${'the head that nobody knows'}              | ${undefined}    | ${at(0)}       | ${undefined}                                                    | ${/^$/}
`('does not approve $scenario', ({ commit, writtenAt, before, says }) => {
  const judged = judgeApproval({
    commit,
    writtenAt: writtenAt.toISOString(),
    record: before,
  });
  expect('obstacle' in judged ? judged.obstacle ?? '' : judged).toMatch(says);
});
