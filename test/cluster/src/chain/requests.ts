import { Agent } from 'node:http';
import { clusterIp, gatewayAddress, meshClient } from '../dataplane/planes';
import { askRaw, HeaderLines, RawAnswer } from '../dataplane/rawRequest';
import { baselineNamespace } from '../ground/baseline';
import { Setting } from '../ground/setting';
import { throughTheChain } from './hops';

interface Asked {
  path?: string;
  headers?: HeaderLines;
  agent?: Agent;
}

/** A request of another service in the mesh to the baseline's web. */
export async function askInMesh({
  path = throughTheChain,
  ...asked
}: Asked): Promise<RawAnswer> {
  return askRaw({
    address: await clusterIp('web', baselineNamespace),
    port: 80,
    host: `web.${baselineNamespace}.svc.cluster.local`,
    from: await meshClient(),
    path,
    ...asked,
  });
}

/** A request from outside, through the Gateway of the setting. */
export async function askAtEdge(
  { gateway = 'edge' }: Setting,
  host: string,
  { path = throughTheChain, ...asked }: Asked = {},
): Promise<RawAnswer> {
  return askRaw({
    address: await gatewayAddress(gateway),
    port: 80,
    host,
    path,
    ...asked,
  });
}
