import { aPreview } from '../__testUtils__/fixtures';
import { matchesText } from './textMatch';

it.each`
  scenario                         | text              | matches
  ${'nothing asked for'}           | ${''}             | ${true}
  ${'only blanks'}                 | ${'  '}           | ${true}
  ${'the id'}                      | ${'web-pr-42'}    | ${true}
  ${'the number as people say it'} | ${'#42'}          | ${true}
  ${'words in any order and case'} | ${'BADGE alice'}  | ${true}
  ${'the branch'}                  | ${'feature/cart'} | ${true}
  ${'the start of the commit'}     | ${'1a2b3c4'}      | ${true}
  ${'one word of two'}             | ${'badge nobody'} | ${false}
  ${'letters across two facts'}    | ${'42add'}        | ${false}
`('$scenario: $matches', ({ text, matches }) => {
  expect(matchesText(aPreview(), text)).toBe(matches);
});
