// Istio tells every sidecar to listen at 15001. Here they share a machine: each slot's is moved to a port of its own.
// Prints the objects that say so.
import { ports, slots } from './ports.mjs';

function filterOf(slot) {
  return {
    apiVersion: 'networking.istio.io/v1alpha3',
    kind: 'EnvoyFilter',
    metadata: { name: `kit-sidecar-${slot}`, namespace: 'istio-system' },
    spec: {
      workloadSelector: { labels: { 'kit.test/sidecar': String(slot) } },
      configPatches: [
        {
          applyTo: 'LISTENER',
          match: {
            context: 'SIDECAR_OUTBOUND',
            listener: { name: 'virtualOutbound' },
          },
          patch: {
            operation: 'MERGE',
            value: {
              address: { socket_address: { port_value: ports(slot).outbound } },
            },
          },
        },
      ],
    },
  };
}

const items = Array.from({ length: slots }, (_, index) => filterOf(index + 1));
process.stdout.write(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
