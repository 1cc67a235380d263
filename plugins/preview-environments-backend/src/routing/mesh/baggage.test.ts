import * as fc from 'fast-check';
import { carriesKey } from './__testUtils__/oracle';
import { baggageExpression, baggageExpressions } from './baggage';

const finds = (value: string, ...ids: string[]) =>
  new RegExp(baggageExpression(ids)).test(value);

describe('the key of pr-1 in baggage', () => {
  it.each`
    scenario                             | value                                | expected
    ${'alone'}                           | ${'preview=pr-1'}                    | ${true}
    ${'first of several'}                | ${'preview=pr-1,user=7'}             | ${true}
    ${'last of several'}                 | ${'user=7,preview=pr-1'}             | ${true}
    ${'in the middle'}                   | ${'a=1,preview=pr-1,b=2'}            | ${true}
    ${'with blanks and tabs around'}     | ${'a=1 ,\t preview \t=  pr-1 , b=2'} | ${true}
    ${'with a property'}                 | ${'preview=pr-1;ttl=3'}              | ${true}
    ${'with a blank before a property'}  | ${'preview=pr-1 ; ttl=3 ,b=2'}       | ${true}
    ${'twice'}                           | ${'preview=pr-1,preview=pr-1'}       | ${true}
    ${'after another key of the member'} | ${'preview=pr-2,preview=pr-1'}       | ${true}
    ${'a longer id'}                     | ${'preview=pr-12'}                   | ${false}
    ${'a longer id in front'}            | ${'preview=web-pr-1'}                | ${false}
    ${'a longer name'}                   | ${'my-preview=pr-1'}                 | ${false}
    ${'another name'}                    | ${'previews=pr-1'}                   | ${false}
    ${'as a property of another member'} | ${'a=1;preview=pr-1'}                | ${false}
    ${'in the value of another member'}  | ${'a=preview=pr-1'}                  | ${false}
    ${'percent-encoded'}                 | ${'preview=pr%2D1'}                  | ${false}
    ${'in capitals'}                     | ${'Preview=pr-1'}                    | ${false}
    ${'with more behind it'}             | ${'preview=pr-1=x'}                  | ${false}
    ${'with a blank in it'}              | ${'preview=pr -1'}                   | ${false}
    ${'empty'}                           | ${''}                                | ${false}
    ${'no value'}                        | ${'preview='}                        | ${false}
  `('$scenario: $expected', ({ value, expected }) => {
    expect(finds(value, 'pr-1')).toBe(expected);
    expect(carriesKey([value], 'pr-1')).toBe(expected);
  });
});

it.each`
  value             | expected
  ${'preview=pr-1'} | ${true}
  ${'preview=pr-2'} | ${true}
  ${'preview=pr-3'} | ${false}
  ${'preview=pr-'}  | ${false}
`('finds one of several previews: $value', ({ value, expected }) => {
  expect(finds(value, 'pr-1', 'pr-2')).toBe(expected);
});

const id = fc.stringMatching(/^[a-z0-9]([-a-z0-9]{0,8}[a-z0-9])?$/);
const blanks = fc.stringMatching(/^[ \t]{0,2}$/);
const word = fc.stringMatching(/^[!#$&'*+.^_`|~0-9A-Za-z%-]{0,6}$/);

/** Members as clients, proxies and careless people write them; some carry the id, some nearly do. */
const member = (wanted: string) =>
  fc
    .record({
      key: fc.oneof(fc.constant('preview'), word),
      value: fc.oneof(
        fc.constant(wanted),
        fc.constant(`${wanted}0`),
        fc.constant(`0${wanted}`),
        word,
      ),
      properties: fc.array(fc.oneof(word, fc.constant(`preview=${wanted}`)), {
        maxLength: 2,
      }),
      around: fc.array(blanks, { minLength: 4, maxLength: 4 }),
    })
    .map(({ key, value, properties, around: [a, b, c, d] }) =>
      [`${a}${key}${b}=${c}${value}${d}`, ...properties].join(';'),
    );

it('agrees with the oracle on whatever members, in one header or in several', () => {
  const scenes = id.chain(wanted =>
    fc.record({
      wanted: fc.constant(wanted),
      lines: fc.array(
        fc
          .array(fc.oneof(member(wanted), word), { maxLength: 4 })
          .map(members => members.join(',')),
        { minLength: 1, maxLength: 3 },
      ),
    }),
  );
  fc.assert(
    fc.property(scenes, ({ wanted, lines }) => {
      // Envoy joins header lines before it matches; Linkerd asks each.
      const joined = finds(lines.join(','), wanted);
      const each = lines.some(line => finds(line, wanted));
      expect([joined, each]).toEqual([
        carriesKey(lines, wanted),
        carriesKey(lines, wanted),
      ]);
    }),
    { numRuns: 2_000 },
  );
});

it('finds every preview of many, in expressions that a route can hold, whatever their order', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.stringMatching(/^[a-z0-9]{40,53}$/), {
        minLength: 1,
        maxLength: 200,
      }),
      ids => {
        const expressions = baggageExpressions(ids);
        expect(baggageExpressions([...ids].reverse())).toEqual(expressions);
        for (const one of expressions)
          expect(one.length).toBeLessThanOrEqual(4_096);
        for (const one of ids)
          expect(
            expressions.filter(expression =>
              new RegExp(expression).test(`preview=${one}`),
            ),
          ).toHaveLength(1);
      },
    ),
    { numRuns: 20 },
  );
});

it.each(['', 'Web', 'a.b', 'a|b', '-a', 'a-', 'a b', 'a)'])(
  'is not made from %j, which is no id',
  wrong => {
    expect(() => baggageExpression([wrong])).toThrow(/can't be the id/);
  },
);

it('is printable text with single blanks, as the experimental channel of the Gateway API asks', () => {
  expect(baggageExpression(['pr-1', 'pr-2'])).toMatch(
    /^[!-~]+([\t ]?[!-~]+)*$/,
  );
});
