import * as fc from 'fast-check';
import { parseQuantity, sameQuantity } from './quantity';

describe('quantities', () => {
  it.each`
    text          | value
    ${'1'}        | ${1}
    ${'1500m'}    | ${1.5}
    ${'1.5Gi'}    | ${1.5 * 2 ** 30}
    ${'1e3'}      | ${1000}
    ${'1E'}       | ${1e18}
    ${'1E3'}      | ${1000}
    ${'.5'}       | ${0.5}
    ${'-2k'}      | ${-2000}
    ${'500u'}     | ${0.0005}
    ${'Gi'}       | ${undefined}
    ${'1 Gi'}     | ${undefined}
    ${'1GiB'}     | ${undefined}
    ${'infinity'} | ${undefined}
    ${''}         | ${undefined}
  `('reads $text', ({ text, value }) => {
    expect(parseQuantity(text)).toBe(value);
  });

  it.each`
    one        | other
    ${'1000m'} | ${'1'}
    ${'0.5Gi'} | ${'512Mi'}
    ${'0.1'}   | ${'100m'}
    ${10}      | ${'10'}
  `('knows that $one is $other', ({ one, other }) => {
    expect(sameQuantity(one, other)).toBe(true);
  });

  it('takes a text that is no quantity as equal to nothing', () => {
    expect(sameQuantity('many', 'many')).toBe(false);
  });

  it('finds any number of thousandths again in whole units, and never the next one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), thousandths => {
        const units = (thousandths / 1000).toString();
        expect(sameQuantity(`${thousandths}m`, units)).toBe(true);
        expect(sameQuantity(`${thousandths + 1}m`, units)).toBe(false);
      }),
    );
  });
});
