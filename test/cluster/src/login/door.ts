import { serviceOf } from '../dataplane/ground';
import { apply, kubectl } from '../ground/kubernetes';

/** Where the Gateways are, and what may be asked on their behalf. */
export const doorNamespace = 'infra';
export const door = 'door';
export const password = 'open';
/** What a person sends who has signed in. */
export const signedIn: [string, string][] = [
  ['authorization', `Bearer ${password}`],
];

/** A service that lets nobody pass without the password: what asks for a login, reduced to its answer. */
export async function openDoor(): Promise<void> {
  await apply(
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: door, namespace: doorNamespace },
      spec: {
        selector: { matchLabels: { app: door } },
        template: {
          metadata: { labels: { app: door } },
          spec: {
            containers: [
              {
                name: door,
                image: 'registry.test/door:1',
                ports: [{ containerPort: 8080 }],
                env: [{ name: 'KIT_PASSWORD', value: password }],
              },
            ],
          },
        },
      },
    },
    serviceOf(door, door, doorNamespace),
  );
  await kubectl([
    ...['-n', doorNamespace, 'rollout', 'status', `deployment/${door}`],
    '--timeout=60s',
  ]);
}

export async function removeDoor(): Promise<void> {
  await kubectl([
    ...['-n', doorNamespace, 'delete', 'deployment,service', door],
    '--ignore-not-found',
  ]);
}
