import { Flow, isAllowed, Peer, Policy } from './__testUtils__/networkPolicies';
import { networkPolicySpec } from './networkPolicy';

const preview = 'pv-web-pr-42';

function policies(
  namespaceLabels: Record<string, string> = {},
  meshNamespaces: string[] = [],
): Policy[] {
  const spec = networkPolicySpec(
    {
      baselineNamespaces: ['shop'],
      groupNamespaces: ['pv-pay-pr-9'],
      egress: ['mail'],
    },
    { gatewayNamespaces: ['traefik'], namespaceLabels, meshNamespaces },
  );
  return [{ namespace: preview, spec: spec as Policy['spec'] }];
}

const labelsOf = (namespace: string) => ({
  'kubernetes.io/metadata.name': namespace,
});

const pod = (
  namespace: string,
  labels: Record<string, string> = { app: 'any' },
): Peer => ({ namespace, labels, address: '10.1.2.3' });
const address = (text: string): Peer => ({ address: text });
const web = pod(preview, { app: 'web' });

const flow = (
  from: Peer,
  to: Peer,
  port: number,
  protocol: Flow['protocol'] = 'TCP',
): Flow => ({ from, to, port, protocol });

describe('what reaches a preview and what it reaches (rule 7.8)', () => {
  it.each<[string, Flow, 'allowed' | 'denied']>([
    ['a pod of its own', flow(web, pod(preview), 8080), 'allowed'],
    [
      'the gateway, on the port of the pod',
      flow(pod('traefik'), web, 8080),
      'allowed',
    ],
    ['the baseline calling it', flow(pod('shop'), web, 8080), 'allowed'],
    ['a foreign namespace calling it', flow(pod('other'), web, 8080), 'denied'],
    [
      'another preview calling it',
      flow(pod('pv-web-pr-43'), web, 80),
      'denied',
    ],
    [
      'a member of its group calling it',
      flow(pod('pv-pay-pr-9'), web, 8080),
      'allowed',
    ],
    [
      'it calling a member of its group',
      flow(web, pod('pv-pay-pr-9'), 8080),
      'allowed',
    ],
    [
      'a namespace it may call calling back',
      flow(pod('mail'), web, 80),
      'denied',
    ],
    [
      'the internet calling it',
      flow(address('203.0.113.7'), web, 80),
      'denied',
    ],

    ['it calling the baseline', flow(web, pod('shop'), 80), 'allowed'],
    [
      'it calling a namespace that its definition names',
      flow(web, pod('mail'), 25),
      'allowed',
    ],
    ['it calling a foreign namespace', flow(web, pod('other'), 80), 'denied'],
    ['it calling the gateway', flow(web, pod('traefik'), 80), 'denied'],
    [
      'it calling another preview',
      flow(web, pod('pv-web-pr-43'), 80),
      'denied',
    ],
    [
      'it calling the internet',
      flow(web, address('203.0.113.7'), 443),
      'denied',
    ],
    [
      'it calling the internet over IPv6',
      flow(web, address('2001:db8::7'), 443),
      'denied',
    ],
    [
      'it asking the cloud for credentials',
      flow(web, address('169.254.169.254'), 80),
      'denied',
    ],
    [
      'it asking the API server',
      flow(web, address('10.96.0.1'), 443),
      'denied',
    ],

    ['DNS over UDP', flow(web, pod('kube-system'), 53, 'UDP'), 'allowed'],
    ['DNS over TCP', flow(web, pod('kube-system'), 53), 'allowed'],
    [
      'DNS at the node',
      flow(web, address('169.254.20.10'), 53, 'UDP'),
      'allowed',
    ],
    [
      'anything else in kube-system',
      flow(web, pod('kube-system'), 443),
      'denied',
    ],
    [
      'anything else at the address of DNS',
      flow(web, address('169.254.20.10'), 80),
      'denied',
    ],
    [
      'DNS at the metadata address',
      flow(web, address('169.254.169.254'), 53, 'UDP'),
      'denied',
    ],
    [
      'a mesh, where there is none',
      flow(web, pod('istio-system'), 15012),
      'denied',
    ],
  ])('%s', (_scenario, wanted, verdict) => {
    expect(isAllowed(wanted, policies(), labelsOf)).toBe(verdict === 'allowed');
  });
});

describe('a preview in a mesh', () => {
  const kubelet = flow(address('169.254.7.127'), web, 8080);
  const controlPlane = flow(web, pod('istio-system'), 15012);
  const tunnel = flow(pod('shop'), web, 15008);

  it.each<[string, Record<string, string>, Flow, 'allowed' | 'denied']>([
    [
      'injected: its control plane',
      { 'istio-injection': 'enabled' },
      controlPlane,
      'allowed',
    ],
    [
      'by revision: its control plane',
      { 'istio.io/rev': 'stable' },
      controlPlane,
      'allowed',
    ],
    [
      'ambient: its control plane',
      { 'istio.io/dataplane-mode': 'ambient' },
      controlPlane,
      'allowed',
    ],
    [
      'kept out of injection: no control plane',
      { 'istio-injection': 'disabled' },
      controlPlane,
      'denied',
    ],
    [
      'kept out of ambient: no control plane',
      { 'istio.io/dataplane-mode': 'none' },
      controlPlane,
      'denied',
    ],
    [
      'ambient: the tunnel from the baseline',
      { 'istio.io/dataplane-mode': 'ambient' },
      tunnel,
      'allowed',
    ],
    [
      "ambient: the kubelet's health checks",
      { 'istio.io/dataplane-mode': 'ambient' },
      kubelet,
      'allowed',
    ],
    [
      "ambient: the kubelet's health checks over IPv6",
      { 'istio.io/dataplane-mode': 'ambient' },
      flow(address('fd16:9254:7127:1337:ffff:ffff:ffff:ffff'), web, 8080),
      'allowed',
    ],
    ['no mesh: nothing from that address', {}, kubelet, 'denied'],
    [
      'ambient: still not the metadata address',
      { 'istio.io/dataplane-mode': 'ambient' },
      flow(web, address('169.254.169.254'), 80),
      'denied',
    ],
  ])('%s', (_scenario, namespaceLabels, wanted, verdict) => {
    expect(isAllowed(wanted, policies(namespaceLabels), labelsOf)).toBe(
      verdict === 'allowed',
    );
  });
});

describe('calls along a path of services, each led on by a sidecar', () => {
  const cart = pod('pv-web-pr-42', { app: 'cart' });

  it.each<[string, Flow, 'allowed' | 'denied']>([
    [
      'the baseline to the preview it is overridden by',
      flow(pod('shop', { app: 'web' }), cart, 8080),
      'allowed',
    ],
    [
      'the preview on to the baseline',
      flow(cart, pod('shop', { app: 'payments' }), 8080),
      'allowed',
    ],
    [
      'one component of the preview to another',
      flow(web, cart, 8080),
      'allowed',
    ],
    [
      'through the tunnel of an ambient mesh',
      flow(cart, pod('shop'), 15008),
      'allowed',
    ],
    [
      'another preview, past the baseline',
      flow(pod('pv-cart-pr-7'), cart, 8080),
      'denied',
    ],
    [
      'the control plane of the configured mesh',
      flow(cart, pod('linkerd'), 8086),
      'allowed',
    ],
    [
      'that of a mesh that is not configured',
      flow(cart, pod('istio-system'), 15012),
      'denied',
    ],
    [
      'the control plane calling the preview',
      flow(pod('linkerd'), cart, 8080),
      'denied',
    ],
    [
      'the metadata address, mesh or not',
      flow(cart, address('169.254.169.254'), 80),
      'denied',
    ],
  ])('%s', (_scenario, wanted, verdict) => {
    expect(isAllowed(wanted, policies({}, ['linkerd']), labelsOf)).toBe(
      verdict === 'allowed',
    );
  });
});
