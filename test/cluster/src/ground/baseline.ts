/** The shared environment that unchanged services are served from. */
export const baselineNamespace = 'shop';

/** Who calls whom, down the chain. */
const chain = ['web', 'cart', 'payments'] as const;
/** Of every service, beside HTTP's 80. */
export const grpcPort = 90;
export const baselineTag = 'main-0000000';

export const registryHost = 'localhost:7050';
export const imageOf = (service: string) => `${registryHost}/acme/${service}`;

function serviceObjects(name: string): object[] {
  const labels = { app: name };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, namespace: baselineNamespace, labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [
              {
                name,
                image: `${imageOf(name)}:${baselineTag}`,
                ports: [{ containerPort: 8080 }],
                env: [{ name: 'APP', value: name }],
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: baselineNamespace, labels },
      spec: {
        selector: labels,
        ports: [
          { name: 'http', port: 80, targetPort: 8080 },
          {
            name: 'grpc',
            port: grpcPort,
            targetPort: 8080,
            appProtocol: 'kubernetes.io/h2c',
          },
        ],
      },
    },
  ];
}

/** The namespace with its three services. Its routes are admitted by the gateway, which is the administrator's word; so is its sidecar. */
export function baselineObjects(): object[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: baselineNamespace,
        labels: {
          'preview-environments.io/routable': 'true',
          'istio-injection': 'enabled',
        },
      },
    },
    ...chain.flatMap(serviceObjects),
  ];
}

/** What an administrator has for the baseline's entry point on a host of its own; it is nobody's preview. */
export function baselineRoute(
  name: string,
  host: string,
  gateway = 'edge',
): object {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name, namespace: baselineNamespace },
    spec: {
      parentRefs: [{ name: gateway, namespace: 'infra', sectionName: 'apps' }],
      hostnames: [host],
      rules: [{ backendRefs: [{ name: 'web', port: 80 }] }],
    },
  };
}
