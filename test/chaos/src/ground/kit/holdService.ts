import { Administrator } from './Administrator';

const finalizer = 'example.com/nobody-serves-this';

/** Adds a finalizer to a Service of the namespace; the returned function takes it away. Undefined when there is none. */
export async function holdService(
  administrator: Administrator,
  namespace: string,
): Promise<(() => Promise<void>) | undefined> {
  const services = `/api/v1/namespaces/${namespace}/services`;
  const { items } = await administrator.list(services);
  const service = items.find(
    ({ metadata }) => metadata.deletionTimestamp === undefined,
  );
  if (!service) return undefined;
  const path = `${services}/${service.metadata.name}`;
  const held = await administrator.merge(path, {
    metadata: {
      finalizers: [...(service.metadata.finalizers ?? []), finalizer],
    },
  });
  if (!held) return undefined;
  return async () => {
    await administrator.merge(path, {
      metadata: { finalizers: service.metadata.finalizers ?? null },
    });
  };
}
