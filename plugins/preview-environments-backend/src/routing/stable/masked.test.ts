import { masked } from './masked';
import { stableRoutesOf } from './objects';

const seals = ['aB3_-'.repeat(9), '-_9Zy'.repeat(9)];

it('shows everything of a route but what leads there', () => {
  const [route] = stableRoutesOf(
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'staging', namespace: 'shop' },
      spec: {
        parentRefs: [{ name: 'edge' }],
        rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
      },
    },
    {
      host: 'staging.example.com',
      component: 'web',
      instance: 'test',
      entry: {
        route: {
          previewId: 'web-pr-42',
          stable: { hosts: [], life: '', overrides: [] },
        },
        seals,
        cookieSeconds: 60,
        secure: true,
      },
    },
  );
  const shown = JSON.stringify(masked(route));
  for (const seal of seals) expect(shown).not.toContain(seal);
  expect(masked(route)).toMatchObject({
    kind: 'HTTPRoute',
    metadata: { namespace: 'shop' },
    spec: {
      hostnames: ['staging.example.com'],
      rules: [
        {
          matches: [{ queryParams: [{ name: 'preview-entry', value: '…' }] }],
          backendRefs: [{ name: 'web', port: 80 }],
        },
        { matches: [{ queryParams: [{ value: 'leave' }] }] },
        {
          matches: [
            { headers: [{ value: '^(.*; ?)?preview-entry=(…)(;.*)?$' }] },
          ],
        },
      ],
    },
  });
});
