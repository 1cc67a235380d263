import { BlockList } from 'node:net';

/** One end of a connection. Whatever is no pod has an address alone. */
export interface Peer {
  namespace?: string;
  labels?: Record<string, string>;
  address: string;
}

export interface Flow {
  from: Peer;
  to: Peer;
  protocol: 'TCP' | 'UDP';
  port: number;
}

interface Selector {
  matchLabels?: Record<string, string>;
  matchExpressions?: {
    key: string;
    operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
    values?: string[];
  }[];
}

interface PolicyPeer {
  podSelector?: Selector;
  namespaceSelector?: Selector;
  ipBlock?: { cidr: string; except?: string[] };
}

interface PolicyPort {
  protocol?: string;
  port?: number;
  endPort?: number;
}

/** A NetworkPolicy as far as connections are judged by it (networking.k8s.io/v1). */
export interface Policy {
  namespace: string;
  spec: {
    podSelector: Selector;
    policyTypes: string[];
    ingress?: { from?: PolicyPeer[]; ports?: PolicyPort[] }[];
    egress?: { to?: PolicyPeer[]; ports?: PolicyPort[] }[];
  };
}

/**
 * Whether a cluster that enforces NetworkPolicy lets a connection through: the source's egress and the destination's ingress
 * both have to. A pod that no policy selects for a direction is open in it; policies add up, none takes away.
 */
export function isAllowed(
  flow: Flow,
  policies: Policy[],
  namespaceLabels: (namespace: string) => Record<string, string>,
): boolean {
  const passes = (
    direction: 'Ingress' | 'Egress',
    selected: Peer,
    other: Peer,
  ) => {
    const applying = policies.filter(
      ({ namespace, spec }) =>
        selected.namespace === namespace &&
        spec.policyTypes.includes(direction) &&
        selects(spec.podSelector, selected.labels),
    );
    if (applying.length === 0) return true;
    return applying.some(({ namespace, spec }) =>
      rulesOf(spec, direction).some(
        ({ peers, ports }) =>
          (!ports?.length || ports.some(port => matchesPort(port, flow))) &&
          (!peers?.length ||
            peers.some(peer =>
              matchesPeer(peer, other, namespace, namespaceLabels),
            )),
      ),
    );
  };
  return (
    passes('Egress', flow.from, flow.to) &&
    passes('Ingress', flow.to, flow.from)
  );
}

function rulesOf(spec: Policy['spec'], direction: 'Ingress' | 'Egress') {
  return direction === 'Ingress'
    ? (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
    : (spec.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
}

function matchesPeer(
  { podSelector, namespaceSelector, ipBlock }: PolicyPeer,
  other: Peer,
  policyNamespace: string,
  namespaceLabels: (namespace: string) => Record<string, string>,
): boolean {
  if (ipBlock) {
    return (
      within(other.address, ipBlock.cidr) &&
      !(ipBlock.except ?? []).some(cidr => within(other.address, cidr))
    );
  }
  // Selectors find pods; an address outside of the cluster is none.
  if (other.namespace === undefined) return false;
  const inNamespace = namespaceSelector
    ? selects(namespaceSelector, namespaceLabels(other.namespace))
    : other.namespace === policyNamespace;
  return inNamespace && (!podSelector || selects(podSelector, other.labels));
}

function matchesPort(
  { protocol = 'TCP', port, endPort = port }: PolicyPort,
  flow: Flow,
): boolean {
  if (protocol !== flow.protocol) return false;
  return (
    port === undefined || (flow.port >= port && flow.port <= (endPort ?? port))
  );
}

function selects(
  { matchLabels = {}, matchExpressions = [] }: Selector,
  labels: Record<string, string> = {},
): boolean {
  return (
    Object.entries(matchLabels).every(
      ([key, value]) => labels[key] === value,
    ) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      switch (operator) {
        case 'In':
          return key in labels && values.includes(labels[key]);
        case 'NotIn':
          return !(key in labels) || !values.includes(labels[key]);
        case 'Exists':
          return key in labels;
        default:
          return !(key in labels);
      }
    })
  );
}

function within(address: string, cidr: string): boolean {
  const [network, prefix] = cidr.split('/');
  const family = (text: string) => (text.includes(':') ? 'ipv6' : 'ipv4');
  const list = new BlockList();
  list.addSubnet(network, Number(prefix), family(network));
  return list.check(address, family(address));
}
