import { labelsOf } from '../kubernetes';
import { DesiredWorkspace } from '../preview';
import { workspaceObjects } from './objects';

const workspace: DesiredWorkspace = {
  previewId: 'web-pr-42',
  cluster: 'dev',
  namespace: 'pv-web-pr-42',
  stamp: {
    repository: { host: 'github.com', owner: 'acme', name: 'web', id: '77' },
    number: 42,
    url: 'https://github.com/acme/web/pull/42',
    createdAt: new Date('2026-03-01T11:50:00Z'),
    expiresAt: undefined,
    kept: false,
    approval: undefined,
    requestedBy: undefined,
    cleanup: [],
  },
  guardRails: [{ cpu: '1', memory: '1Gi', pods: 10 }],
  baselineNamespaces: ['shop'],
  groupNamespaces: [],
  egress: [],
  aliases: [{ name: 'cart', service: 'cart', namespace: 'shop' }],
};

function objects(
  change: Partial<DesiredWorkspace> = {},
  namespaceLabels: Record<string, string> = { team: 'shop' },
) {
  return workspaceObjects(
    { ...workspace, ...change },
    {
      instance: 'test',
      namespaceLabels,
      podSecurity: { enforce: 'baseline', warn: 'restricted' },
      gatewayNamespaces: ['traefik'],
      meshNamespaces: [],
    },
    { kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: 'backstage' },
  ).map(({ object }) => object);
}

it('labels everything as ours, so that it can be found, fenced and removed', () => {
  for (const { metadata } of objects()) {
    expect(metadata.labels).toMatchObject(
      labelsOf({ instance: 'test', id: 'web-pr-42' }),
    );
  }
});

it('keeps everything but the namespace itself within the namespace', () => {
  const [namespace, ...inside] = objects();
  expect(namespace).toMatchObject({ kind: 'Namespace' });
  for (const { metadata } of inside)
    expect(metadata.namespace).toBe('pv-web-pr-42');
});

it('says on the namespace what gateways, meshes and a backend without its database need', () => {
  expect(objects()[0].metadata).toEqual({
    name: 'pv-web-pr-42',
    labels: {
      ...labelsOf({ instance: 'test', id: 'web-pr-42' }),
      team: 'shop',
      'preview-environments.io/routable': 'true',
      'pod-security.kubernetes.io/enforce': 'baseline',
      'pod-security.kubernetes.io/warn': 'restricted',
    },
    annotations: {
      'preview-environments.io/pull-request':
        'https://github.com/acme/web/pull/42',
      'preview-environments.io/repository': 'github.com/acme/web',
      'preview-environments.io/repository-id': '77',
      'preview-environments.io/pull-request-number': '42',
      'preview-environments.io/created-at': '2026-03-01T11:50:00.000Z',
    },
  });
});

it('does not let configured labels take away ours or the Pod Security level', () => {
  const [namespace] = objects(
    {},
    {
      'pod-security.kubernetes.io/enforce': 'privileged',
      'preview-environments.io/id': 'other',
      'preview-environments.io/routable': 'false',
    },
  );
  expect(namespace.metadata.labels).toMatchObject({
    'pod-security.kubernetes.io/enforce': 'baseline',
    'preview-environments.io/id': 'web-pr-42',
    'preview-environments.io/routable': 'true',
  });
});

it("points the baseline's names at the baseline (rule 7.1)", () => {
  expect(objects().filter(({ kind }) => kind === 'Service')).toEqual([
    expect.objectContaining({
      metadata: expect.objectContaining({ name: 'cart' }),
      spec: {
        type: 'ExternalName',
        externalName: 'cart.shop.svc.cluster.local',
      },
    }),
  ]);
});

it('makes no LimitRange where no quota asks for requests', () => {
  const kinds = objects({
    guardRails: [{ cpu: undefined, memory: undefined, pods: undefined }],
  }).map(({ kind }) => kind);
  expect(kinds).toContain('ResourceQuota');
  expect(kinds).not.toContain('LimitRange');
});
