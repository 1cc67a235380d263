import { Contradictions, contradictionsAlert } from './Contradictions';

const census = (open: number, contradicted: number) => ({ open, contradicted });

it.each`
  scenario                            | counts                            | raised
  ${'everything, of a few'}           | ${[census(2, 2)]}                 | ${1}
  ${'the only one'}                   | ${[census(1, 1)]}                 | ${1}
  ${'as many as may go in one sweep'} | ${[census(10, 3)]}                | ${0}
  ${'more than may go in one sweep'}  | ${[census(10, 4)]}                | ${1}
  ${'the share of many, over all'}    | ${[census(20, 2), census(10, 4)]} | ${0}
  ${'more than the share, over all'}  | ${[census(20, 3), census(10, 4)]} | ${1}
  ${'nothing'}                        | ${[census(20, 0)]}                | ${0}
`('what is left out is told when it is $scenario', async row => {
  const alerts = { raise: jest.fn(), clear: jest.fn() };
  const contradictions = new Contradictions({
    alerts,
    cap: { share: 0.2, least: 3 },
  });
  await contradictions.judge(row.counts);
  expect(alerts.raise).toHaveBeenCalledTimes(row.raised);
});

it('is over when the listings leave out nothing any more', async () => {
  const alerts = { raise: jest.fn(), clear: jest.fn() };
  const contradictions = new Contradictions({
    alerts,
    cap: { share: 0.2, least: 3 },
  });
  await contradictions.judge([census(20, 1)]);
  expect(alerts.clear).not.toHaveBeenCalled();
  await contradictions.judge([census(20, 0), census(0, 0)]);
  expect(alerts.clear).toHaveBeenCalledWith(contradictionsAlert);
});
