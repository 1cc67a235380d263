import { marked, traceId } from '../__testUtils__/requests';
import { sightingsIn } from './lines';

const line = (change: Record<string, unknown> = {}) =>
  JSON.stringify({
    traceparent: `00-${traceId}-b7ad6b7169203331-01`,
    baggage: 'preview=web-pr-42',
    x_preview: null,
    authority: 'cart.shop.svc.cluster.local:80',
    upstream_cluster: 'outbound|80||cart.shop.svc.cluster.local',
    ...change,
  });
const read = (...lines: string[]) =>
  sightingsIn(lines.join('\n'), 'web', marked());

it.each<[string, Record<string, unknown>, object]>([
  ['a call with the key', {}, { from: 'web', to: 'cart', key: true }],
  [
    'a call without the key',
    { baggage: null },
    { from: 'web', to: 'cart', key: false },
  ],
  [
    'a call with the plain header',
    { baggage: null, x_preview: 'web-pr-42' },
    { from: 'web', to: 'cart', key: true },
  ],
  ['a short name', { authority: 'cart' }, { from: 'web', to: 'cart' }],
  [
    'the request itself, coming in',
    { upstream_cluster: 'inbound|8080||' },
    { from: undefined, to: 'web', key: true },
  ],
])('reads %s', (_scenario, change, expected) => {
  expect(read(line(change))).toMatchObject([expected]);
});

it.each([
  ['another trace', line({ traceparent: '00-ffff-b7ad-01' })],
  [
    'a line that only mentions the trace',
    line({ traceparent: null, baggage: traceId }),
  ],
  ['text', `[2026-03-01] "GET / HTTP/1.1" 200 ${traceId}`],
  ['half a line', line().slice(0, -5)],
  ['a line without end', line({ path: 'x'.repeat(20_000) })],
  ['an address that is no name', line({ authority: '<b>' })],
])('tells nothing by %s', (_scenario, text) => {
  expect(read(text)).toEqual([]);
});
