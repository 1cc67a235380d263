import { Cluster, resources } from '@previewenv/test-sandbox';

const finalizer = 'example.com/nobody-serves-this';
const manager = 'somebody-else';

/** Adds a finalizer to a Service of the namespace; the returned function takes it away. Undefined when there is none. */
export function hold(
  cluster: Cluster,
  namespace: string,
): (() => Promise<void>) | undefined {
  const [service] = cluster
    .list(resources.services, { namespace })
    .filter(({ metadata }) => !metadata.deletionTimestamp);
  if (!service) return undefined;
  const address = { namespace, name: service.metadata.name };
  cluster.modify(
    resources.services,
    address,
    live => {
      live.metadata.finalizers = [
        ...(live.metadata.finalizers ?? []),
        finalizer,
      ];
    },
    { manager },
  );
  return async () =>
    cluster.modify(
      resources.services,
      address,
      live => {
        live.metadata.finalizers = live.metadata.finalizers?.filter(
          name => name !== finalizer,
        );
      },
      { manager },
    );
}
