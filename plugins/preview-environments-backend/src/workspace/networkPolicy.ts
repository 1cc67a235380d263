import { DesiredWorkspace } from '../preview';

const inNamespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});
const ownNamespace = { podSelector: {} };
const dnsPorts = [
  { protocol: 'UDP', port: 53 },
  { protocol: 'TCP', port: 53 },
];
/** NodeLocal DNSCache's address on every node. */
const nodeLocalDns = { ipBlock: { cidr: '169.254.20.10/32' } };

/**
 * Denies everything but what a preview needs (rule 7.8): its own namespace, the gateway, the baseline and members of its group inwards; DNS, the
 * baseline, those members, the namespaces that the definition names and the mesh's control plane outwards. No rule names an address
 * range that holds the cloud's metadata service. Rules carry no ports besides DNS, so that an ambient mesh's tunnel (15008) passes.
 */
export function networkPolicySpec(
  workspace: Pick<
    DesiredWorkspace,
    'baselineNamespaces' | 'groupNamespaces' | 'egress'
  >,
  settings: {
    gatewayNamespaces: string[];
    namespaceLabels: Record<string, string>;
    meshNamespaces: string[];
  },
): object {
  const baseline = workspace.baselineNamespaces.map(inNamespace);
  const group = workspace.groupNamespaces.map(inNamespace);
  return {
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      {
        from: [
          ownNamespace,
          ...settings.gatewayNamespaces.map(inNamespace),
          ...baseline,
          ...group,
          ...healthChecks(settings.namespaceLabels),
        ],
      },
    ],
    egress: [
      {
        to: [
          ownNamespace,
          ...baseline,
          ...group,
          ...workspace.egress.map(inNamespace),
          ...meshControlPlane(settings).map(inNamespace),
        ],
      },
      { to: [inNamespace('kube-system'), nodeLocalDns], ports: dnsPorts },
    ],
  };
}

/** Sidecars and ztunnel fetch their configuration from the mesh's own namespace: the configured one's, or Istio's where labels ask for it. */
function meshControlPlane({
  namespaceLabels,
  meshNamespaces,
}: {
  namespaceLabels: Record<string, string>;
  meshNamespaces: string[];
}): string[] {
  const istio =
    namespaceLabels['istio-injection'] === 'enabled' ||
    'istio.io/rev' in namespaceLabels ||
    isAmbient(namespaceLabels);
  return [...new Set([...(istio ? ['istio-system'] : []), ...meshNamespaces])];
}

/** In ambient mode the kubelet's health checks reach pods from these addresses (Istio, ambient and NetworkPolicy). */
function healthChecks(namespaceLabels: Record<string, string>): object[] {
  return isAmbient(namespaceLabels)
    ? [
        { ipBlock: { cidr: '169.254.7.127/32' } },
        { ipBlock: { cidr: 'fd16:9254:7127:1337:ffff:ffff:ffff:ffff/128' } },
      ]
    : [];
}

function isAmbient(namespaceLabels: Record<string, string>): boolean {
  return namespaceLabels['istio.io/dataplane-mode'] === 'ambient';
}
