import { referenceOf } from './change';

it.each`
  kind               | expected
  ${undefined}       | ${'#42'}
  ${'pull-request'}  | ${'#42'}
  ${'merge-request'} | ${'!42'}
`('$kind 42 is written $expected', ({ kind, expected }) => {
  expect(referenceOf({ number: 42, kind })).toBe(expected);
});
