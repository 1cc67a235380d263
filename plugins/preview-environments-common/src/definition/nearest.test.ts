import { nearest } from './nearest';

it.each`
  scenario                                  | word                  | candidates                     | expected
  ${'one letter too few'}                   | ${'hostSufix'}        | ${['namespace', 'hostSuffix']} | ${'hostSuffix'}
  ${'neighbours swapped, one edit'}         | ${'imgae'}            | ${['image', 'name']}           | ${'image'}
  ${'another case, no edit'}                | ${'HOSTNAME'}         | ${['hostName', 'rename']}      | ${'hostName'}
  ${'the nearer of two'}                    | ${'labels'}           | ${['label', 'lapels']}         | ${'label'}
  ${'a short word allows one edit'}         | ${'prot'}             | ${['port']}                    | ${'port'}
  ${'a short word does not allow two'}      | ${'prts'}             | ${['port']}                    | ${undefined}
  ${'no word allows more than three edits'} | ${'abcdefghijklmnop'} | ${['abcdefghijkl']}            | ${undefined}
  ${'nothing to choose from'}               | ${'image'}            | ${[]}                          | ${undefined}
`('$scenario', ({ word, candidates, expected }) => {
  expect(nearest(word, candidates)).toBe(expected);
});
