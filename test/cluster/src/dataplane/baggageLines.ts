import * as fc from 'fast-check';
import { seed } from '../ground/random';

/** The previews that the headers speak of; each is a near miss of another. */
export const ids = ['pr-1', 'pr-12', 'web-pr-1'];

const nearMisses = [
  'pr-',
  'pr-123',
  'pr-1-',
  'PR-1',
  'xpr-1',
  'pr%2D1',
  '%70r-1',
  '"pr-1"',
  'pr-1=x',
  'pr -1',
  'pr.1',
];
const names = ['Preview', 'previews', 'my-preview', 'x-preview', 'pre view'];

const blanks = fc.stringMatching(/^[ \t]{0,2}$/);
const word = fc.stringMatching(/^[!#$&'*+.^_`|~0-9A-Za-z%-]{0,6}$/);
const oneOf = (values: string[]) => fc.constantFrom(...values);

/** Mostly well formed: what is not must not lead astray either. */
const member = fc
  .record({
    name: fc.oneof(
      { weight: 3, arbitrary: fc.constant('preview') },
      oneOf(names),
      word,
    ),
    value: fc.oneof(
      { weight: 3, arbitrary: oneOf(ids) },
      oneOf(nearMisses),
      word,
    ),
    properties: fc.array(
      fc.oneof(word, oneOf(ids.map(id => `preview=${id}`))),
      { maxLength: 2 },
    ),
    around: fc.array(blanks, { minLength: 4, maxLength: 4 }),
  })
  .map(({ name, value, properties, around: [a, b, c, d] }) =>
    [`${a}${name}${b}=${c}${value}${d}`, ...properties].join(';'),
  );

const line = fc
  .array(fc.oneof({ weight: 4, arbitrary: member }, word), { maxLength: 4 })
  .map(members => members.join(','));

/** Baggage as clients, proxies and careless people write it: the header lines of one request. */
export function baggageSamples(count: number): string[][] {
  const lines = fc.array(line, { minLength: 1, maxLength: 3 });
  return fc.sample(lines, { numRuns: count, seed });
}
