import { ApiRequest } from './api';
import {
  labels,
  backendAccount,
  core,
  gateways,
  argo,
  rbac,
  read,
  post,
  remove,
  merge,
  namespace,
  application,
  route,
  grpcRoute,
  meshRoute,
  grant,
  binding,
  quota,
  job,
} from './identityRequests';

/** A request by the backend's identity and what becomes of it. Nothing is written: every one is a dry run or a read. */
export interface Attempt {
  name: string;
  request: (world: World) => ApiRequest;
  outcome: 'allowed' | 'refused by RBAC' | 'refused by admission';
}

/** The namespaces that the attempts are about. */
export interface World {
  /** A preview's namespace, ours and routable, in which the backend has bound itself. */
  preview: string;
  /** Ours, but not labelled as routable. */
  closed: string;
  /** Another instance's preview. */
  neighbour: string;
  /** A namespace of the shared environment that its owner opened to previews, with a route of the owner: `theirs`. */
  baseline: string;
  /** Somebody's application. */
  shop: string;
}

const attempts: Record<Attempt['outcome'], Array<Omit<Attempt, 'outcome'>>> = {
  allowed: [
    {
      name: "make a preview's namespace",
      request: () => namespace('pv-contract'),
    },
    {
      name: "change a preview's namespace",
      request: ({ preview }) =>
        merge(`/api/v1/namespaces/${preview}`, {
          metadata: { annotations: { a: 'b' } },
        }),
    },
    {
      name: "delete a preview's namespace",
      request: ({ preview }) => remove(`/api/v1/namespaces/${preview}`),
    },
    {
      name: "bind itself in a preview's namespace",
      request: ({ preview }) => binding(preview),
    },
    {
      name: "bind the workload's account in a preview's namespace",
      request: ({ preview }) =>
        binding(preview, {
          role: 'preview-environments-workload',
          subject: {
            kind: 'ServiceAccount',
            name: 'preview-environments-workload',
            namespace: preview,
          },
        }),
    },
    {
      name: "write guard rails in a preview's namespace",
      request: ({ preview }) => quota(preview),
    },
    {
      name: 'make a clean-up Job in a preview',
      request: ({ preview }) => job(preview),
    },
    {
      name: 'make an Application of the project towards a preview',
      request: () => application(),
    },
    {
      name: 'make a route of a preview',
      request: ({ preview }) => route(preview),
    },
    {
      name: 'make a gRPC route of a preview',
      request: ({ preview }) => grpcRoute(preview),
    },
    {
      name: 'see all gRPC routes',
      request: () => read(`${gateways}/grpcroutes`),
    },
    {
      name: 'lead callers of a Service in an opened namespace',
      request: ({ baseline }) => meshRoute(baseline),
    },
    {
      name: 'let routes of an opened namespace lead into a preview',
      request: ({ preview }) => grant(preview),
    },
    {
      name: 'take a route of its own out of a namespace that is no longer open',
      request: ({ closed }) =>
        remove(`${gateways}/namespaces/${closed}/httproutes/left`),
    },
    { name: 'see all routes', request: () => read(`${gateways}/httproutes`) },
    {
      name: 'read the project',
      request: () => read(`${argo}/namespaces/argocd/appprojects/previews`),
    },
    {
      name: "see a preview's pods",
      request: ({ preview }) => read(core(preview, 'pods')),
    },
  ],
  'refused by admission': [
    {
      name: 'make a namespace without the prefix',
      request: () => namespace('contract'),
    },
    {
      name: 'make a namespace without labels',
      request: () => namespace('pv-contract', {}),
    },
    {
      name: 'make a namespace of another instance',
      request: () => namespace('pv-contract', labels('other')),
    },
    {
      name: 'delete a foreign namespace',
      request: ({ shop }) => remove(`/api/v1/namespaces/${shop}`),
    },
    {
      name: "delete another instance's namespace",
      request: ({ neighbour }) => remove(`/api/v1/namespaces/${neighbour}`),
    },
    {
      name: 'label a foreign namespace as its own',
      request: ({ shop }) =>
        merge(`/api/v1/namespaces/${shop}`, { metadata: { labels: labels() } }),
    },
    {
      name: "take over another instance's namespace",
      request: ({ neighbour }) =>
        merge(`/api/v1/namespaces/${neighbour}`, {
          metadata: { labels: labels() },
        }),
    },
    {
      name: 'let go of a namespace by its label',
      request: ({ preview }) =>
        merge(`/api/v1/namespaces/${preview}`, {
          metadata: { labels: { 'preview-environments.io/instance': null } },
        }),
    },
    {
      name: 'make an Application of another project',
      request: () => application({ project: 'default' }),
    },
    {
      name: 'make an Application towards a foreign namespace',
      request: () => application({ destination: 'shop' }),
    },
    {
      name: 'make an Application without labels',
      request: () => application({ labels: {} }),
    },
    {
      name: 'make a route without labels',
      request: ({ preview }) => route(preview, {}),
    },
    {
      name: 'make a route in a namespace that is not routable',
      request: ({ closed }) => route(closed),
    },
    {
      name: 'make a gRPC route without labels',
      request: ({ preview }) => grpcRoute(preview, {}),
    },
    {
      name: 'make a gRPC route in a namespace that is not routable',
      request: ({ closed }) => grpcRoute(closed),
    },
    {
      name: "take away the owner's route in an opened namespace",
      request: ({ baseline }) =>
        remove(`${gateways}/namespaces/${baseline}/httproutes/theirs`),
    },
    {
      name: "change the owner's route in an opened namespace",
      request: ({ baseline }) =>
        merge(`${gateways}/namespaces/${baseline}/httproutes/theirs`, {
          metadata: { labels: labels() },
        }),
    },
    {
      name: 'bind itself in a foreign namespace',
      request: ({ shop }) => binding(shop),
    },
    {
      name: 'bind somebody else',
      request: ({ preview }) =>
        binding(preview, {
          subject: { ...backendAccount, name: 'somebody' },
        }),
    },
    {
      name: 'bind itself to the rights of the workload',
      request: ({ preview }) =>
        binding(preview, { role: 'preview-environments-workload' }),
    },
  ],
  'refused by RBAC': [
    { name: 'read secrets anywhere', request: () => read('/api/v1/secrets') },
    {
      name: "read a preview's secrets",
      request: ({ preview }) => read(core(preview, 'secrets')),
    },
    { name: 'see nodes', request: () => read('/api/v1/nodes') },
    {
      name: 'see pods elsewhere',
      request: ({ shop }) => read(core(shop, 'pods')),
    },
    {
      name: 'write in a foreign namespace',
      request: ({ shop }) => quota(shop),
    },
    {
      name: 'make a route in a foreign namespace',
      request: ({ shop }) => route(shop),
    },
    {
      name: 'lead callers of a Service in a namespace that nobody opened',
      request: ({ shop }) => meshRoute(shop),
    },
    {
      name: "see a mesh's own routes in a namespace that nobody opened",
      request: ({ shop }) =>
        read(`/apis/networking.istio.io/v1/namespaces/${shop}/virtualservices`),
    },
    {
      name: 'let routes lead into an opened namespace',
      request: ({ baseline }) => grant(baseline),
    },
    {
      name: 'write guard rails in an opened namespace',
      request: ({ baseline }) => quota(baseline),
    },
    {
      name: 'make a Job in a foreign namespace',
      request: ({ shop }) => job(shop),
    },
    {
      name: "delete a preview's Jobs",
      request: ({ preview }) =>
        remove(`/apis/batch/v1/namespaces/${preview}/jobs/contract`),
    },
    {
      name: 'bind the administrator of the cluster',
      request: ({ preview }) => binding(preview, { role: 'cluster-admin' }),
    },
    {
      name: "make an Application in Argo CD's namespace",
      request: () => application({ in: 'argocd' }),
    },
    {
      name: 'change the project',
      request: () =>
        merge(`${argo}/namespaces/argocd/appprojects/previews`, {
          spec: { sourceRepos: ['*'] },
        }),
    },
    {
      name: 'change a Gateway',
      request: ({ shop }) =>
        remove(`${gateways}/namespaces/${shop}/gateways/edge`),
    },
    {
      name: 'lift its own fence',
      request: () =>
        remove(
          '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings/preview-environments-backend',
        ),
    },
    {
      name: 'make a ClusterRole',
      request: () =>
        post(`${rbac}/clusterroles`, {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'ClusterRole',
          metadata: { name: 'contract' },
          rules: [],
        }),
    },
    {
      name: 'get a token for another account',
      request: ({ preview }) =>
        post(`${core(preview, 'serviceaccounts')}/default/token`, {
          apiVersion: 'authentication.k8s.io/v1',
          kind: 'TokenRequest',
          spec: { audiences: [] },
        }),
    },
  ],
};

/** All attempts, flat. */
export const identityAttempts: Attempt[] = Object.entries(attempts).flatMap(
  ([outcome, list]) =>
    list.map(attempt => ({
      ...attempt,
      outcome: outcome as Attempt['outcome'],
    })),
);
