import { ApiRequest } from './api';

// Every request is a dry run or a read.

export const labels = (instance = 'default') => ({
  'app.kubernetes.io/managed-by': 'preview-environments',
  'preview-environments.io/instance': instance,
  'preview-environments.io/id': 'web-pr-1',
});
export const routable = { 'preview-environments.io/routable': 'true' };
export const backendAccount = {
  kind: 'ServiceAccount',
  name: 'backend',
  namespace: 'preview-environments',
};
export const core = (namespace: string, plural: string) =>
  `/api/v1/namespaces/${namespace}/${plural}`;
export const gateways = '/apis/gateway.networking.k8s.io/v1';
export const argo = '/apis/argoproj.io/v1alpha1';
export const rbac = '/apis/rbac.authorization.k8s.io/v1';
const dryRun = { dryRun: 'All' };

export const read = (path: string): ApiRequest => ({ method: 'GET', path });
export const post = (path: string, body: object): ApiRequest => ({
  method: 'POST',
  path,
  body,
  query: dryRun,
});
export const remove = (path: string): ApiRequest => ({
  method: 'DELETE',
  path,
  query: dryRun,
});
export const merge = (path: string, body: object): ApiRequest => ({
  method: 'PATCH',
  path,
  body,
  query: dryRun,
  contentType: 'application/merge-patch+json',
});

export const namespace = (name: string, with_: object = labels()) =>
  post('/api/v1/namespaces', {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name, labels: with_ },
  });

export const application = (
  options: {
    in?: string;
    project?: string;
    destination?: string;
    labels?: object;
  } = {},
) =>
  post(`${argo}/namespaces/${options.in ?? 'previews'}/applications`, {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'contract', labels: options.labels ?? labels() },
    spec: {
      project: options.project ?? 'previews',
      source: { repoURL: 'https://example.test/deploy', path: 'web' },
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: options.destination ?? 'pv-web-pr-1',
      },
    },
  });

export const route = (
  where: string,
  with_: object = labels(),
  name = 'contract',
) =>
  post(`${gateways}/namespaces/${where}/httproutes`, {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, labels: with_ },
    spec: { hostnames: ['contract.example.test'] },
  });

/** On a Service of the shared environment, for callers of it. */
export const meshRoute = (where: string) =>
  post(`${gateways}/namespaces/${where}/httproutes`, {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'contract', labels: labels() },
    spec: {
      parentRefs: [{ group: '', kind: 'Service', name: 'cart', port: 80 }],
      rules: [{ backendRefs: [{ name: 'cart', port: 80 }] }],
    },
  });

export const grant = (where: string) =>
  post(
    `/apis/gateway.networking.k8s.io/v1beta1/namespaces/${where}/referencegrants`,
    {
      apiVersion: 'gateway.networking.k8s.io/v1beta1',
      kind: 'ReferenceGrant',
      metadata: { name: 'contract', labels: labels() },
      spec: {
        from: [
          {
            group: 'gateway.networking.k8s.io',
            kind: 'HTTPRoute',
            namespace: 'shop',
          },
        ],
        to: [{ group: '', kind: 'Service' }],
      },
    },
  );

export const grpcRoute = (where: string, with_: object = labels()) =>
  post(`${gateways}/namespaces/${where}/grpcroutes`, {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GRPCRoute',
    metadata: { name: 'contract', labels: with_ },
    spec: { hostnames: ['contract.example.test'] },
  });

export const binding = (
  where: string,
  options: { name?: string; role?: string; subject?: object } = {},
) =>
  post(`${rbac}/namespaces/${where}/rolebindings`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: options.name ?? 'contract', labels: labels() },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: options.role ?? 'preview-environments-preview',
    },
    subjects: [options.subject ?? backendAccount],
  });

export const job = (where: string) =>
  post(`/apis/batch/v1/namespaces/${where}/jobs`, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'contract', labels: labels() },
    spec: {
      template: {
        spec: {
          restartPolicy: 'Never',
          containers: [{ name: 'contract', image: 'registry.test/tools:1' }],
        },
      },
    },
  });

export const quota = (where: string) =>
  post(core(where, 'resourcequotas'), {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'contract', labels: labels() },
    spec: { hard: { pods: '1' } },
  });
