import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { baselineNamespace, grpcPort, imageOf, registryHost } from './baseline';
import { kitRegistry } from './kitRegistry';
import { argoNamespace, gateway, instance, kit, ports } from './place';

export const webhookSecret = 'kit-webhook-secret';
export const githubHost = `localhost:${ports.github}`;
const services = ['web', 'cart', 'payments'] as const;
export type Component = (typeof services)[number];
/** A host of the shared environment that signed links may lead to previews on. */
export const stableHost = 'staging.apps.test';
/** How long the namespace of a preview may take to go before its removal counts as stuck. */
const closingSeconds = 20;

/** The catalog: three services of one system, each in a repository of its own, and the next one in the chain is called. */
function catalogEntities(previewed: readonly Component[]): object[] {
  const components = services.map((name, index) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name,
      annotations: {
        'github.com/project-slug': `acme/${name}`,
        'backstage.io/source-location': `url:http://${githubHost}/acme/${name}/`,
        ...(previewed.includes(name) && {
          'preview-environments.io/definition': 'preview.yaml',
        }),
      },
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'user:default/demo',
      system: 'shop',
      ...(services[index + 1] && {
        dependsOn: [`component:default/${services[index + 1]}`],
      }),
    },
  }));
  return [
    ...components,
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: { name: 'shop' },
      spec: { owner: 'user:default/demo' },
    },
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'User',
      metadata: { name: 'demo' },
      spec: { memberOf: [] },
    },
  ];
}

const spokenBy = ({ grpc }: { grpc?: boolean }) =>
  grpc ? { port: grpcPort, protocol: 'grpc' } : { port: 80 };

/** In place of the baseline's Service where requests carry the key. What is not reachable itself is entered by web. */
function chainedRouting(
  component: Component,
  options: { grpc?: boolean },
): object {
  const namespace = baselineNamespace;
  const spoken = spokenBy(options);
  return {
    mesh: [{ service: component, namespace, port: spoken.port }],
    ...(component !== 'web' && {
      entry: { service: 'web', namespace, ...spoken },
    }),
  };
}

/** What a component's repository says about its previews. `source` and the place of the image differ by tool. */
export function definitionOf(
  component: Component,
  options: {
    repoURL: string;
    hostSuffix: string;
    chained?: boolean;
    /** In place of HTTP. */
    grpc?: boolean;
  },
): string {
  const helm = component === 'web';
  return stringify({
    apiVersion: 'preview-environments.io/v1alpha1',
    kind: 'PreviewDefinition',
    metadata: { name: component },
    spec: {
      trigger: { labels: ['preview'] },
      cluster: 'dev',
      baseline: {
        namespace: baselineNamespace,
        services: services.filter(name => name !== component),
      },
      images: [
        {
          name: imageOf(component),
          tag: 'pr-{{ pullRequest.number }}-{{ commit.short }}',
          set: helm
            ? { helm: { tag: 'image.tag', digest: 'image.digest' } }
            : { kustomize: `acme/${component}` },
        },
      ],
      source: {
        repoURL: options.repoURL,
        path: helm ? 'charts/web' : `kustomize/${component}`,
        targetRevision: 'main',
        ...(helm ? { helm: {} } : { kustomize: {} }),
      },
      routing: {
        host: `{{ preview.id }}.${options.hostSuffix}`,
        service: { name: component, ...spokenBy(options) },
        ...(options.chained && chainedRouting(component, options)),
      },
      guardRails: { cpu: '500m', memory: '512Mi', pods: 5 },
    },
  });
}

/** Of the kit's Gateways, by their names. */
const implementations: Record<string, string> = {
  edge: 'traefik',
  'edge-eg': 'envoy-gateway',
  'edge-istio': 'istio',
};

export interface BackendSettings {
  /** The backend's own identity. */
  kubeconfig: string;
  /** What previews' hosts end in. */
  hostSuffix: string;
  /** The listener of the Gateway. */
  listener: string;
  /** How often pull requests are listed, for lost webhooks. */
  listingSeconds: number;
  /** How often clusters and store are compared; five minutes when undefined. */
  sweepSeconds?: number;
  argocd?: { project?: string };
  server?: string;
  /** The Gateway in namespace infra; edge, Traefik's, when undefined. */
  gateway?: string;
  /** Previews take part in the mesh, each with a sidecar. */
  meshed?: boolean;
  /** The components that have previews; web and cart when undefined. */
  previewed?: readonly Component[];
  /** More keys of the cluster and of its gateway, over those made here. */
  cluster?: { gateway?: object };
}

function configuration(settings: BackendSettings, catalog: string): object {
  const { gateway: moreOfGateway, ...moreOfCluster } = settings.cluster ?? {};
  return {
    backend: {
      database: {
        client: 'better-sqlite3',
        connection: { directory: join(kit.data, 'database') },
      },
    },
    integrations: {
      github: [
        {
          host: githubHost,
          apiBaseUrl: `http://${githubHost}/api/v3`,
          rawBaseUrl: `http://${githubHost}/raw`,
          token: 'kit',
        },
      ],
    },
    events: { modules: { github: { webhookSecret } } },
    catalog: {
      rules: [{ allow: ['Component', 'System', 'User'] }],
      locations: [{ type: 'file', target: catalog }],
    },
    previewEnvironments: {
      instance,
      mode: 'on',
      clusters: {
        dev: {
          credentials: { type: 'kubeconfig', path: settings.kubeconfig },
          argocd: {
            namespace: argoNamespace,
            project: settings.argocd?.project ?? 'previews',
            destination: { server: 'https://kubernetes.default.svc' },
          },
          gateway: {
            namespace: 'infra',
            name: settings.gateway ?? 'edge',
            listener: settings.listener,
            implementation: implementations[settings.gateway ?? 'edge'],
            // the others say in their status where they are
            ...(!settings.gateway && { addresses: [gateway.address] }),
            // no resolver of this machine knows the kit's hosts
            names: 'unchecked',
            publicScheme: 'http',
            ...moreOfGateway,
            ...(settings.listener === 'local' && { publicPort: 8080 }),
          },
          hostSuffixes: [settings.hostSuffix],
          stableHosts: [{ host: stableHost, namespace: baselineNamespace }],
          // of an image for several platforms; the others are for whatever nodes there are
          platforms: ['linux/amd64', 'linux/arm64'],
          podSecurity: { enforce: 'baseline', warn: 'restricted' },
          ...(settings.meshed && {
            // Istio asks for none; made all the same, so that every right of the manifests is used
            mesh: { implementation: 'istio', referenceGrants: true },
            namespaceLabels: { 'istio-injection': 'enabled' },
          }),
          ...moreOfCluster,
        },
      },
      registries: [
        { host: registryHost, insecure: true },
        { host: kitRegistry.host, insecure: true, ...kitRegistry.reader },
      ],
      links: {
        keys: [{ id: 'kit', secret: 'a-key-for-links-of-the-cluster-kit' }],
      },
      // the shortest: a test that kills the backend waits for a lease to end
      workers: { leaseSeconds: 15 },
      // what hangs is told of within a test
      closing: { namespace: { seconds: closingSeconds } },
      alerts: { recipients: ['user:default/demo'] },
      sweep: {
        listing: { every: { seconds: settings.listingSeconds } },
        ...(settings.sweepSeconds && {
          clusters: { every: { seconds: settings.sweepSeconds } },
        }),
      },
    },
  };
}

/** Writes the backend's configuration with its catalog, and answers the configuration's path. */
export async function writeBackendConfig(
  settings: BackendSettings,
): Promise<string> {
  await mkdir(kit.data, { recursive: true });
  const catalog = join(kit.data, 'catalog.yaml');
  await writeFile(
    catalog,
    catalogEntities(settings.previewed ?? ['web', 'cart'])
      .map(entity => stringify(entity))
      .join('---\n'),
  );
  const path = join(kit.data, 'app-config.cluster.yaml');
  await writeFile(path, stringify(configuration(settings, catalog)));
  return path;
}
