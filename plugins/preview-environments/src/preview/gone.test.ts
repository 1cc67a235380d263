import { aPreview } from '../__testUtils__/fixtures';
import { lastGone, mayReturn } from './gone';

const went = (id: string, phaseSince: string | undefined, createdAt: string) =>
  aPreview({ id, phase: 'gone', phaseSince, createdAt });

it('finds the preview that went last, which need not be the newest', () => {
  const newest = went('newest', '2026-01-03T00:00:00Z', '2026-01-02T00:00:00Z');
  const oldest = went('oldest', '2026-01-04T00:00:00Z', '2026-01-01T00:00:00Z');
  const unknown = went('unknown', undefined, '2026-01-02T12:00:00Z');
  expect(lastGone([newest, unknown, oldest])).toBe(oldest);
  expect(lastGone([])).toBeUndefined();
});

it.each`
  scenario                    | actions                                   | returns
  ${'a click brings it back'} | ${[{ name: 'redeploy', allowed: true }]}  | ${true}
  ${'it is not allowed'}      | ${[{ name: 'redeploy', allowed: false }]} | ${false}
  ${'it is not offered'}      | ${[{ name: 'delete', allowed: true }]}    | ${false}
`('$scenario: $returns', ({ actions, returns }) => {
  expect(mayReturn({ actions })).toBe(returns);
});
