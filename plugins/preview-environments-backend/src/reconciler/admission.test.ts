import { pullRequest, record } from '../preview/__testUtils__/builders';
import { Answers, observe, observerOf } from './__testUtils__/observers';

const closed = () => pullRequest({ state: 'closed', closedAt: '2026-03-01' });
describe('what is asked of the admission budget', () => {
  const limits = { total: 5, perRepository: undefined };
  const fresh = () => record({ admittedAt: undefined });

  it.each<
    [string, Answers, Parameters<typeof observerOf>[1], object | undefined]
  >([
    ['there are no limits', { record: fresh }, {}, undefined],
    ['it was let in earlier', {}, { limits }, undefined],
    ['it is let in now', { record: fresh }, { limits }, { admitted: true }],
    [
      'it is not remembered yet, so that it can wait in line',
      { record: () => undefined },
      { limits },
      { admitted: false, ahead: 0, limit: 'total' },
    ],
    [
      'it was gone',
      { record: () => record({ phase: 'gone', admittedAt: undefined }) },
      { limits: { total: undefined, perRepository: 2 } },
      { admitted: false, ahead: 0, limit: 'perRepository' },
    ],
    [
      'nothing may be written',
      { record: fresh },
      { limits, admits: false },
      undefined,
    ],
    [
      'it is not wanted',
      { record: fresh, 'pull request': closed },
      { limits },
      undefined,
    ],
  ])('%s', async (_scenario, answers, options, admission) => {
    const observed = await observe(answers, options);
    expect(observed.admission).toEqual(admission);
  });
});
