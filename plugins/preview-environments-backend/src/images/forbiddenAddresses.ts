import { lookup } from 'node:dns/promises';
import { BlockList, isIPv6 } from 'node:net';
import { RefusedError } from '@previewenv/plugin-preview-environments-node';
import { keyOf } from './settings';

/** The addresses that a name stands for. */
export type Resolve = (hostname: string) => Promise<string[]>;

/** What answers there is the machine's own or its cloud's, and takes whoever reaches it for somebody to be trusted. */
const forbidden = new BlockList();
for (const [network, prefix, type] of [
  ['0.0.0.0', 8, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  // Where clouds keep their metadata outside of these networks: Alibaba, AWS, Google.
  ['100.100.100.200', 32, 'ipv4'],
  ['fd00:ec2::254', 128, 'ipv6'],
  ['fd20:ce::254', 128, 'ipv6'],
] as const)
  forbidden.addSubnet(network, prefix, type);

/**
 * Keeps whoever writes definitions, or runs a registry that one names, from leading us to the backend's own machine or link: loopback,
 * link-local and metadata addresses, by whatever name. Only hosts of the platform's configuration may be there (`trusted`, as in URLs).
 * A name that changes its address between this and the request leads nowhere: what is not configured is asked by HTTPS, and nobody else has
 * the certificate of that name. Throws a RefusedError.
 */
export async function requireAllowedAddress(
  { host, hostname }: URL,
  trusted: ReadonlySet<string>,
  resolve: Resolve,
): Promise<void> {
  if (trusted.has(host)) return;
  const addresses = await resolve(hostname.replace(/^\[|\]$/g, ''));
  if (!addresses.some(isForbidden)) return;
  throw new RefusedError(
    `${host} is an address of the machine that the backend runs on, or of its own network link, where no definition may lead: a registry there has to be configured under ${keyOf(
      { host },
    )}`,
  );
}

function isForbidden(address: string): boolean {
  return forbidden.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** As the request will resolve it. A name without an address is none that leads anywhere, or that a proxy has to resolve. */
export const resolveBySystem: Resolve = async hostname => {
  try {
    const found = await lookup(hostname, { all: true });
    return found.map(({ address }) => address.replace(/%.*$/, ''));
  } catch {
    // The request says it better, with its cause.
    return [];
  }
};
