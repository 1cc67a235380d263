import { now, olderSha, sha } from './__testUtils__/builders';
import { resyncOf } from './resync';

const before = (count: number, secondsAgo: number, headSha = sha) => ({
  headSha,
  count,
  at: new Date(now.getTime() - secondsAgo * 1_000),
});

it.each`
  scenario                               | known                          | due      | count
  ${'it has just failed'}                | ${undefined}                   | ${false} | ${0}
  ${'it failed half a minute ago'}       | ${before(0, 30)}               | ${false} | ${0}
  ${'it failed a minute ago'}            | ${before(0, 60)}               | ${true}  | ${1}
  ${'the second attempt is not due yet'} | ${before(1, 120)}              | ${false} | ${1}
  ${'the second attempt is due'}         | ${before(1, 300)}              | ${true}  | ${2}
  ${'it was tried often enough'}         | ${before(3, 86_400)}           | ${false} | ${3}
  ${'another commit was tried often'}    | ${before(3, 86_400, olderSha)} | ${false} | ${0}
`('$scenario', ({ known, due, count }) => {
  const answer = resyncOf(known, sha, now);
  expect(answer.due).toBe(due);
  expect(answer.remember).toMatchObject({ headSha: sha, count });
});
