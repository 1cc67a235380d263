import { controllerName } from '../gateway';
import { Cluster, findKind, KubernetesObject, resources } from '../kubernetes';
import { renderHelm } from '../controllers/argocd/render/helm';
import { SourceTree } from '../controllers';
import { demoServices, owner } from './repositories';

const manager = 'platform';

/** The label by which the shared Gateway's listener admits namespaces. */
const routable = { 'preview-environments.io/routable': 'true' };

/** The namespace that everything not previewed is served from. */
export const baselineNamespace = 'shop';

const namespace = (
  name: string,
  labels: Record<string, string> = {},
): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels },
});

function platformObjects(options: {
  gatewayPort: number;
  hostSuffix: string;
}): KubernetesObject[] {
  return [
    ...['default', 'kube-system', 'infra', 'argocd', 'previews'].map(name =>
      namespace(name),
    ),
    namespace(baselineNamespace, routable),
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'GatewayClass',
      metadata: { name: 'sandbox' },
      spec: { controllerName },
    },
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'edge', namespace: 'infra' },
      spec: {
        gatewayClassName: 'sandbox',
        listeners: [
          {
            name: 'preview',
            protocol: 'HTTP',
            port: options.gatewayPort,
            hostname: `*.${options.hostSuffix}`,
            allowedRoutes: {
              namespaces: {
                from: 'Selector',
                selector: { matchLabels: routable },
              },
            },
          },
        ],
      },
    },
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'previews', namespace: 'argocd' },
      spec: {
        description: 'Preview environments',
        sourceRepos: ['*'],
        destinations: [
          { server: 'https://kubernetes.default.svc', namespace: 'pv-*' },
        ],
        sourceNamespaces: ['previews'],
        clusterResourceWhitelist: [],
        namespaceResourceWhitelist: [
          { group: '', kind: 'ConfigMap' },
          { group: '', kind: 'Secret' },
          { group: '', kind: 'Service' },
          { group: '', kind: 'ServiceAccount' },
          { group: 'apps', kind: 'Deployment' },
          { group: 'apps', kind: 'StatefulSet' },
          { group: 'batch', kind: 'Job' },
        ],
      },
    },
    baselineRoute(options.hostSuffix),
  ];
}

function baselineRoute(hostSuffix: string): KubernetesObject {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'shop', namespace: baselineNamespace },
    spec: {
      parentRefs: [
        { namespace: 'infra', name: 'edge', sectionName: 'preview' },
      ],
      hostnames: [`shop.${hostSuffix}`],
      rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
    },
  };
}

function apply(cluster: Cluster, object: KubernetesObject): void {
  cluster.apply(findKind(object.apiVersion, object.kind)!, object, {
    manager,
    force: true,
  });
}

/** What a platform team has set up before the first preview: namespaces, Gateway, AppProject. */
export function seedPlatform(
  cluster: Cluster,
  options: { gatewayPort: number; hostSuffix: string },
): void {
  for (const object of platformObjects(options)) apply(cluster, object);
}

/** Deploys a service's default branch into the baseline. */
export function deployBaseline(
  cluster: Cluster,
  options: { service: string; tree: SourceTree; tag: string },
): void {
  const { service, tree, tag } = options;
  if (!demoServices.some(({ name }) => name === service)) return;
  const source = {
    repoURL: `${owner}/${service}`,
    path: `charts/${service}`,
    helm: {
      parameters: [{ name: 'image.tag', value: tag, forceString: true }],
    },
  };
  for (const object of renderHelm(tree, source, {
    name: service,
    namespace: baselineNamespace,
  })) {
    apply(cluster, {
      ...object,
      metadata: { ...object.metadata, namespace: baselineNamespace },
    });
  }
}

/** Whether the baseline runs already. */
export function hasBaseline(cluster: Cluster): boolean {
  return (
    cluster.list(resources.deployments, { namespace: baselineNamespace })
      .length > 0
  );
}
