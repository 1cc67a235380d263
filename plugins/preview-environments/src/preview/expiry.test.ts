import { aPreview } from '../__testUtils__/fixtures';
import { nearnessOfEnd } from './expiry';

const createdAt = '2026-01-01T00:00:00.000Z';

it.each`
  scenario                                      | change                                                     | now                       | nearness
  ${'a life of two weeks, days before its end'} | ${{ expiresAt: '2026-01-15T00:00:00.000Z' }}               | ${'2026-01-13T23:00:00Z'} | ${'far'}
  ${'a life of two weeks, its last day'}        | ${{ expiresAt: '2026-01-15T00:00:00.000Z' }}               | ${'2026-01-14T00:00:00Z'} | ${'close'}
  ${'a life of four hours, its second hour'}    | ${{ expiresAt: '2026-01-01T04:00:00.000Z' }}               | ${'2026-01-01T01:30:00Z'} | ${'far'}
  ${'a life of four hours, its last hour'}      | ${{ expiresAt: '2026-01-01T04:00:00.000Z' }}               | ${'2026-01-01T03:00:00Z'} | ${'close'}
  ${'the end is reached'}                       | ${{ expiresAt: '2026-01-01T04:00:00.000Z' }}               | ${'2026-01-01T04:00:00Z'} | ${'reached'}
  ${'it does not expire'}                       | ${{}}                                                      | ${'2026-01-01T04:00:00Z'} | ${undefined}
  ${'it is kept'}                               | ${{ expiresAt: createdAt, kept: true }}                    | ${'2026-01-01T04:00:00Z'} | ${undefined}
  ${'it is being removed'}                      | ${{ expiresAt: createdAt, phase: 'terminating' as const }} | ${'2026-01-01T04:00:00Z'} | ${undefined}
`('$scenario: $nearness', ({ change, now, nearness }) => {
  expect(
    nearnessOfEnd(aPreview({ createdAt, ...change }), Date.parse(now)),
  ).toBe(nearness);
});
