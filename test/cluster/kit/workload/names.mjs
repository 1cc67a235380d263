// What the cluster's DNS would answer. Names of Services resolve as in a pod: first in the caller's own namespace, along
// ExternalName aliases; /etc/hosts cannot do that, it is one for the whole network namespace.
import dns from 'node:dns';
import net from 'node:net';

const zone = 'svc.cluster.local';
const longestAliasChain = 8;

/** Services by full name. */
export function byFullName(services) {
  return new Map(
    [...services].map(({ metadata, spec }) => [
      `${metadata.name}.${metadata.namespace}.${zone}`,
      spec,
    ]),
  );
}

function find(name, namespace, named) {
  return [
    `${name}.${namespace}.${zone}`,
    `${name}.${zone}`,
    `${name}.cluster.local`,
    name,
  ]
    .map(candidate => named.get(candidate))
    .find(Boolean);
}

/**
 * The address of a Service as a pod in `namespace` sees it; undefined when the name is no Service's, an alias leads
 * nowhere or in a circle, or the Service has no address of its own (headless).
 */
export function clusterAddress(name, namespace, named) {
  let service = find(name, namespace, named);
  for (let step = 0; service && step < longestAliasChain; step++) {
    if (service.type !== 'ExternalName') {
      return net.isIPv4(service.clusterIP ?? '')
        ? service.clusterIP
        : undefined;
    }
    if (net.isIPv4(service.externalName)) return undefined;
    service = named.get(service.externalName);
  }
  return undefined;
}

/** A `lookup` for Node's sockets that answers as the resolver of a pod in `namespace` would. */
export function lookupFrom(namespace, services) {
  return (hostname, options, done) => {
    const address = clusterAddress(hostname, namespace, byFullName(services()));
    if (!address) dns.lookup(hostname, options, done);
    else if (options.all) done(undefined, [{ address, family: 4 }]);
    else done(undefined, address, 4);
  };
}

const gatewayKey = (namespace, name) => `${namespace}/${name}`;

/** A host with this label is in no hosts file: the name that somebody forgot to make. */
const forgottenLabel = 'unresolved';

/** The text of /etc/hosts: Services by their cluster names, route hosts by their Gateway's address. */
export function hostsFile({ services, routes, gateways }) {
  const rows = ['127.0.0.1 localhost'];
  const named = byFullName(services);
  for (const { metadata } of services) {
    const short = `${metadata.name}.${metadata.namespace}`;
    const address = clusterAddress(
      `${short}.${zone}`,
      metadata.namespace,
      named,
    );
    if (address) rows.push(`${address} ${short}.${zone} ${short}.svc ${short}`);
  }
  const addresses = new Map(
    [...gateways].map(({ metadata, status }) => [
      gatewayKey(metadata.namespace, metadata.name),
      status?.addresses?.find(({ value }) => net.isIPv4(value))?.value,
    ]),
  );
  for (const { metadata, spec } of routes) {
    const parent = spec.parentRefs?.find(
      ({ kind }) => (kind ?? 'Gateway') === 'Gateway',
    );
    const address =
      parent &&
      addresses.get(
        gatewayKey(parent.namespace ?? metadata.namespace, parent.name),
      );
    if (!address) continue;
    for (const host of spec.hostnames ?? []) {
      if (host.startsWith('*')) continue;
      if (!host.split('.').includes(forgottenLabel)) {
        rows.push(`${address} ${host}`);
      }
    }
  }
  return `${[...new Set(rows)].join('\n')}\n`;
}
