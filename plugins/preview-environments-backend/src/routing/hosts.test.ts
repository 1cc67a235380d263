import { liveRoute, foreignRoute } from './__testUtils__/routes';
import { holderOf, routeViewOf } from './hosts';
import { KubernetesObject } from '../kubernetes';

const host = 'web-pr-42.preview.example.com';
const wanted = {
  hosts: ['first.preview.example.com', host],
  gateway: 'gateways/public',
  previewId: 'web-pr-42',
  instance: 'test',
};
const ours = liveRoute(undefined);
const labelled = (labels: Record<string, string>): KubernetesObject => ({
  ...ours,
  metadata: {
    ...ours.metadata,
    name: 'labelled',
    labels: { ...ours.metadata.labels, ...labels },
  },
});

it.each<[string, KubernetesObject, string | undefined]>([
  ["the preview's own route", ours, undefined],
  ['a route of nobody known', foreignRoute([host]), 'HTTPRoute shop/theirs'],
  [
    'a route that has it among others',
    foreignRoute(['a.example.com', host]),
    'HTTPRoute shop/theirs',
  ],
  [
    'another preview',
    labelled({ 'preview-environments.io/id': 'web-pr-43' }),
    'HTTPRoute pv-web-pr-42/labelled',
  ],
  [
    'the same preview of another instance',
    labelled({ 'preview-environments.io/instance': 'other' }),
    'HTTPRoute pv-web-pr-42/labelled',
  ],
  [
    "a route that only looks like the preview's own",
    labelled({ 'app.kubernetes.io/managed-by': 'Helm' }),
    'HTTPRoute pv-web-pr-42/labelled',
  ],
  ['a route for another host', foreignRoute(['a.example.com']), undefined],
  [
    'a wildcard, which gives way to the exact host',
    foreignRoute(['*.preview.example.com']),
    undefined,
  ],
  ['a route without hosts', foreignRoute([]), undefined],
  [
    'a route on another gateway',
    foreignRoute([host], [{ namespace: 'gateways', name: 'internal' }]),
    undefined,
  ],
  [
    'a route on a gateway of the same name in its own namespace',
    foreignRoute([host], [{ name: 'public' }]),
    undefined,
  ],
  [
    'a mesh route on a Service',
    foreignRoute(
      [host],
      [{ kind: 'Service', namespace: 'gateways', name: 'public' }],
    ),
    undefined,
  ],
  [
    'a route on both gateways',
    foreignRoute(
      [host],
      [
        { namespace: 'gateways', name: 'internal' },
        { kind: 'Gateway', namespace: 'gateways', name: 'public' },
      ],
    ),
    'HTTPRoute shop/theirs',
  ],
])('%s', (_scenario, route, holder) => {
  const found = holderOf([routeViewOf(route)], wanted);
  expect(found?.holder.key).toBe(holder);
  expect(found?.host).toBe(holder && host);
});
