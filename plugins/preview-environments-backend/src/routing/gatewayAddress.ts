import {
  RefusedError,
  WaitingError,
} from '@previewenv/plugin-preview-environments-node';
import {
  ClusterClient,
  Gateway,
  KubernetesObject,
  withOutcomes,
} from '../kubernetes';
import { GatewaySettings } from './edgeRoute';
import { GatewayAddress } from './probe';

interface Listener {
  name: string;
  port: number;
  protocol: string;
}

/** Where to dial for a preview's host: a configured address, else the first of the Gateway's own. */
export async function gatewayAddress(
  client: ClusterClient,
  settings: GatewaySettings,
): Promise<GatewayAddress> {
  const live = await withOutcomes(() =>
    client.get({
      resource: Gateway,
      namespace: settings.namespace,
      name: settings.name,
    }),
  );
  const where = `Gateway ${settings.namespace}/${settings.name}`;
  if (!live)
    throw new RefusedError(
      `${where} does not exist; check gateway.namespace and gateway.name of the cluster's configuration.`,
    );
  const listener = listenerOf(live, settings, where);
  const scheme = listener.protocol === 'HTTPS' ? 'https' : 'http';
  const address = settings.addresses?.[0] ?? addressInStatus(live);
  if (!address) throw new WaitingError(`${where} has no address yet.`);
  const [, host, port] = /^(.*?)(?::(\d+))?$/.exec(address) ?? [];
  return { host, port: port ? Number(port) : listener.port, scheme };
}

function listenerOf(
  live: KubernetesObject,
  settings: GatewaySettings,
  where: string,
): Listener {
  const { listeners = [] } = (live.spec ?? {}) as { listeners?: Listener[] };
  const listener = listeners.find(
    ({ name }) => settings.listener === undefined || name === settings.listener,
  );
  if (listener) return listener;
  throw new RefusedError(
    `${where} has no listener ${settings.listener ?? ''}; it has: ${
      listeners.map(({ name }) => name).join(', ') || 'none'
    }.`,
  );
}

function addressInStatus(live: KubernetesObject): string | undefined {
  const { addresses = [] } = (live.status ?? {}) as {
    addresses?: { value: string }[];
  };
  return addresses[0]?.value;
}
