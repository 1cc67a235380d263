// Prints the configuration of the Envoy that stands for the pod of Istio's Gateway.
// usage: node gateway.mjs NAMESPACE NAME ADDRESS
import { bootstrapOf } from './bootstrap.mjs';
import { gatewaySlot } from './ports.mjs';

const [namespace, name, address] = process.argv.slice(2);
const bootstrap = bootstrapOf({
  type: 'router',
  slot: gatewaySlot,
  name,
  namespace,
  address,
  labels: { 'gateway.networking.k8s.io/gateway-name': name },
});
process.stdout.write(JSON.stringify(bootstrap));
