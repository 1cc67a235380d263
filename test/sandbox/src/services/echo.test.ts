import { echoOf, keyOf } from './echo';

it.each([
  ['in baggage', { baggage: 'user=1, preview=web-pr-1;p' }, 'web-pr-1'],
  ['in the plain header', { 'x-preview': 'web-pr-1' }, 'web-pr-1'],
  ['nowhere', { baggage: 'xpreview=web-pr-1' }, undefined],
])('finds the key %s', (_scenario, headers, expected) => {
  expect(keyOf(headers)).toBe(expected);
});

it('puts its own name before what the services it called answered', () => {
  const headers = { baggage: 'preview=web-pr-1' };
  expect(echoOf('web', headers, 'cart=web-pr-1, cart>payments=-')).toBe(
    'web=web-pr-1, web>cart=web-pr-1, web>cart>payments=-',
  );
  expect(echoOf('web', {}, undefined)).toBe('web=-');
});
