import { percentile, summarize } from './statistics';

describe('percentile', () => {
  it.each([
    ['the middle of three', [30, 10, 20], 0.5, 20],
    ['the lower middle of four', [40, 10, 30, 20], 0.5, 20],
    ['the only one', [7], 0.95, 7],
    ['the highest of twenty at 0.96', [...Array(20).keys()], 0.96, 19],
    ['the last but one of twenty at 0.95', [...Array(20).keys()], 0.95, 18],
  ])('%s', (_, samples, share, expected) => {
    expect(percentile(samples, share)).toBe(expected);
  });

  it('has nothing to say of no samples', () => {
    expect(() => percentile([], 0.5)).toThrow('There are no samples');
  });
});

it('a row shows whole milliseconds', () => {
  expect(summarize([1.4, 2.6, 9.9])).toEqual({
    samples: 3,
    p50: 3,
    p95: 10,
    max: 10,
  });
});
