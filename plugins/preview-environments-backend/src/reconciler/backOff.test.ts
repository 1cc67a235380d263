import fc from 'fast-check';
import { backOffMilliseconds } from './backOff';

const middle = () => 0.5;

it.each([
  [0, 1_000],
  [1, 2_000],
  [5, 32_000],
  [9, 300_000],
  [1_000, 300_000],
])('after %i failures: %i ms', (attempts, expected) => {
  expect(backOffMilliseconds(attempts, middle)).toBe(expected);
});

it('spreads by a tenth to either side, so that failures do not march in step', () => {
  fc.assert(
    fc.property(
      fc.nat(100),
      fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      (attempts, random) => {
        const plain = backOffMilliseconds(attempts, middle);
        const spread = backOffMilliseconds(attempts, () => random);
        expect(Math.abs(spread - plain)).toBeLessThanOrEqual(0.1 * plain + 1);
      },
    ),
  );
});
