import { canonicalQuantity } from './quantity';

it.each`
  written     | stored
  ${'1000m'}  | ${'1'}
  ${'500m'}   | ${'500m'}
  ${'0.5'}    | ${'500m'}
  ${'1024Mi'} | ${'1Gi'}
  ${'1500Mi'} | ${'1500Mi'}
  ${'1000'}   | ${'1k'}
  ${20}       | ${'20'}
  ${'0'}      | ${'0'}
  ${'1e3'}    | ${'1e3'}
`('stores $written as $stored', ({ written, stored }) => {
  expect(canonicalQuantity(written)).toBe(stored);
});
