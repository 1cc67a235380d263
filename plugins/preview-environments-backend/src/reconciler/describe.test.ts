import { desire } from '../preview';
import {
  component,
  policy,
  previewId,
  pullRequest,
} from '../preview/__testUtils__/builders';
import { meshSettings } from '../routing';
import { describeObjects } from './describe';

const routing = {
  host: '{{ preview.id }}.preview.example.com',
  service: { name: 'web', port: 80 },
  mesh: [{ service: 'web', namespace: 'shop', port: 80 }],
};

it('names every object of a preview, in the order in which it is made and by the cluster it is in', () => {
  const wanted = desire(
    previewId,
    pullRequest(),
    [
      component('web', { routing }),
      component('worker', { routing: undefined }),
    ],
    policy,
  );
  if ('problem' in wanted) throw new Error(wanted.problem);
  const objects = describeObjects(wanted.desired, () => ({
    workspace: {
      instance: 'test',
      namespaceLabels: {},
      podSecurity: { enforce: 'baseline', warn: 'restricted' },
      gatewayNamespaces: ['traefik'],
      meshNamespaces: [],
    },
    argoCd: {
      instance: 'test',
      namespace: 'previews',
      project: 'previews',
      destination: { name: 'dev' },
    },
    argoCdCluster: 'hub',
    gateway: {
      instance: 'test',
      namespace: 'gateways',
      name: 'public',
      listener: undefined,
      addresses: undefined,
      implementation: undefined,
      protection: { type: 'off' as const },
    },
    mesh: meshSettings({ implementation: 'cilium' }, 'test'),
  }));
  expect(
    objects.map(({ cluster, kind, namespace, name }) =>
      [cluster, kind, namespace, name].filter(Boolean).join(' '),
    ),
  ).toEqual([
    'dev Namespace pv-web-pr-42',
    'dev RoleBinding pv-web-pr-42 preview-environments-preview',
    'dev ServiceAccount pv-web-pr-42 preview-environments-workload',
    'dev RoleBinding pv-web-pr-42 preview-environments-workload',
    'dev NetworkPolicy pv-web-pr-42 preview-environments',
    'dev ResourceQuota pv-web-pr-42 preview-environments',
    'dev Service pv-web-pr-42 cart',
    'hub Application previews web-pr-42-web',
    'hub Application previews web-pr-42-worker',
    'dev HTTPRoute pv-web-pr-42 web',
    'dev ReferenceGrant pv-web-pr-42 preview-mesh-http-shop',
    expect.stringMatching(/^dev HTTPRoute shop web-pr-42-web-80-[0-9a-f]{8}$/),
  ]);
});
