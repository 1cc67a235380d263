import { apply, kubectl, remove } from '../ground/kubernetes';
import { planePorts, planesNamespace } from './planes';

/** A namespace of its own, as previews have one: routes reach into it from the baseline's. */
export const awayNamespace = 'dataplanes-preview';
export const previewPods = 'preview';
const baselinePods = 'baseline';

const namespaceOf = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { 'preview-environments.io/routable': 'true' } },
});

const deploymentOf = (name: string, namespace: string) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        containers: [
          {
            name,
            image: `registry.test/${name}:1`,
            ports: [{ containerPort: 8080 }],
            env: [{ name: 'APP', value: name }],
          },
        ],
      },
    },
  },
});

/** A Service for HTTP and gRPC, answered by the pods of `app`. */
export const serviceOf = (name: string, app: string, namespace: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: {
    selector: { app },
    ports: [
      { name: 'http', port: planePorts.http, targetPort: 8080 },
      {
        name: 'grpc',
        port: planePorts.grpc,
        targetPort: 8080,
        appProtocol: 'kubernetes.io/h2c',
      },
    ],
  },
});

/** The Service that a case is about: the baseline answers for it, unless a route says otherwise. */
export async function makeService(
  name: string,
  app: string = baselinePods,
): Promise<void> {
  await apply(serviceOf(name, app, planesNamespace));
}

/** Pods of a baseline and of a preview, the latter in both namespaces, each with its Service. */
export async function prepare(): Promise<void> {
  await clear();
  await apply(
    ...[planesNamespace, awayNamespace].map(namespaceOf),
    deploymentOf(baselinePods, planesNamespace),
    ...[planesNamespace, awayNamespace].flatMap(namespace => [
      deploymentOf(previewPods, namespace),
      serviceOf(previewPods, previewPods, namespace),
    ]),
  );
  for (const namespace of [planesNamespace, awayNamespace]) {
    await kubectl([
      ...['-n', namespace, 'wait', 'deployment', '--all'],
      ...['--for=condition=Available', '--timeout=60s'],
    ]);
  }
}

export async function clear(): Promise<void> {
  await Promise.all(
    [planesNamespace, awayNamespace].map(name => remove('namespaces', name)),
  );
}
