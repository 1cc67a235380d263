import * as fc from 'fast-check';

import { parseDuration } from './duration';
import { statusMatches } from './statusRanges';

describe('durations', () => {
  it.each`
    text        | milliseconds
    ${'45s'}    | ${45_000}
    ${'30m'}    | ${1_800_000}
    ${'72h'}    | ${259_200_000}
    ${'14d'}    | ${1_209_600_000}
    ${'1h30m'}  | ${5_400_000}
    ${'PT30M'}  | ${1_800_000}
    ${'P2DT3H'} | ${183_600_000}
    ${'P14D'}   | ${1_209_600_000}
    ${'0s'}     | ${0}
  `('$text is $milliseconds ms', ({ text, milliseconds }) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each([
    '',
    '30',
    'm',
    '-1h',
    '30m1h',
    '1.5h',
    'P',
    'PT',
    'P1DT',
    'P1M',
    '1 day',
    '30M',
    'soon',
  ])('refuses %p', text => {
    expect(() => parseDuration(text)).toThrow('must be a duration such as 30m');
  });

  it('says the same in both spellings', () => {
    const part = fc.nat({ max: 99 });
    fc.assert(
      fc.property(part, part, part, part, (d, h, m, s) => {
        expect(parseDuration(`${d}d${h}h${m}m${s}s`)).toBe(
          parseDuration(`P${d}DT${h}H${m}M${s}S`),
        );
      }),
    );
  });
});

describe('status ranges', () => {
  it.each`
    ranges            | status | expected
    ${'200-399'}      | ${200} | ${true}
    ${'200-399'}      | ${399} | ${true}
    ${'200-399'}      | ${404} | ${false}
    ${'200,401'}      | ${401} | ${true}
    ${'200, 400-403'} | ${402} | ${true}
    ${'204'}          | ${200} | ${false}
  `('$ranges and $status: $expected', ({ ranges, status, expected }) => {
    expect(statusMatches(ranges, status)).toBe(expected);
  });

  it('refuses what names no status', () => {
    expect(() => statusMatches('ok', 200)).toThrow('must be status codes');
  });
});
