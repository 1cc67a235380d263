import { carriesKey } from './key';

const key = 'web-pr-4';

it.each([
  ['alone', `preview=${key}`, true],
  ['among others', `user=1, preview=${key},region=eu`, true],
  ['with blanks and tabs', `\tpreview = ${key} ;p=1`, true],
  ['twice', `preview=cart-pr-1,preview=${key}`, true],
  ['of a longer id', `preview=${key}2`, false],
  ['of another member', `xpreview=${key}`, false],
  ['percent-encoded', 'preview=web%2Dpr%2D4', false],
  ['in a property', `user=1;preview=${key}`, false],
  ['without a value', 'preview', false],
  ['nowhere', '', false],
])('%s', (_scenario, baggage, expected) => {
  expect(carriesKey({ baggage }, key)).toBe(expected);
});

it('counts the plain header, exactly', () => {
  expect(carriesKey({ plain: key }, key)).toBe(true);
  expect(carriesKey({ plain: `${key}2` }, key)).toBe(false);
});
