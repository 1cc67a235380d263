import { randomBytes } from 'node:crypto';
import { KubernetesApi } from '@previewenv/test-contract/src/kubernetes';

const application = (name: string) =>
  `/apis/argoproj.io/v1alpha1/namespaces/previews/applications/${name}`;

/**
 * The least that any controller has to do: one client that makes a namespace, three guard rails and an Application by server-side
 * apply, one after the other. Answers the milliseconds. Takes it all away again afterwards.
 */
export async function bareApply(api: KubernetesApi): Promise<number> {
  const name = `bench-bare-${randomBytes(4).toString('hex')}`;
  const begin = performance.now();
  for (const [path, object] of objects(name)) {
    const { status, body } = await api.send({
      method: 'PATCH',
      path,
      query: { fieldManager: 'bench', force: 'true' },
      contentType: 'application/apply-patch+yaml',
      body: object,
    });
    if (status > 299) throw new Error(`${path}: ${status} ${body.message}`);
  }
  const milliseconds = performance.now() - begin;
  for (const path of [application(name), `/api/v1/namespaces/${name}`]) {
    await api.send({ method: 'DELETE', path });
  }
  return milliseconds;
}

function objects(name: string): [string, object][] {
  const inside = (kind: string, apiVersion: string, spec: object) => ({
    apiVersion,
    kind,
    metadata: { name: 'bench', namespace: name },
    spec,
  });
  const core = `/api/v1/namespaces/${name}`;
  return [
    [core, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } }],
    [
      `${core}/resourcequotas/bench`,
      inside('ResourceQuota', 'v1', { hard: { pods: '5' } }),
    ],
    [
      `${core}/limitranges/bench`,
      inside('LimitRange', 'v1', {
        limits: [{ type: 'Container', default: { cpu: '100m' } }],
      }),
    ],
    [
      `/apis/networking.k8s.io/v1/namespaces/${name}/networkpolicies/bench`,
      inside('NetworkPolicy', 'networking.k8s.io/v1', {
        podSelector: {},
        policyTypes: ['Ingress'],
      }),
    ],
    [
      application(name),
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { name, namespace: 'previews' },
        spec: {
          project: 'default',
          source: { repoURL: 'https://example.test/deploy', path: 'web' },
          destination: {
            server: 'https://kubernetes.default.svc',
            namespace: name,
          },
        },
      },
    ],
  ];
}
