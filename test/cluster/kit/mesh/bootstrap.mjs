// What a proxy of Istio starts with: who it is, and where its control plane answers. Everything else comes from there.
import { ports } from './ports.mjs';

const http2 = {
  'envoy.extensions.upstreams.http.v3.HttpProtocolOptions': {
    '@type':
      'type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
    explicit_http_config: { http2_protocol_options: {} },
  },
};
const local = port_value => ({
  socket_address: { address: '127.0.0.1', port_value },
});
const byAds = {
  ads: {},
  resource_api_version: 'V3',
  initial_fetch_timeout: '0s',
};

/**
 * Envoy's configuration for the proxy of `slot`, of the pod `name` in `namespace` at `address`: a `sidecar`, or the `router` of a
 * Gateway, which is known by its `labels`.
 */
export function bootstrapOf({
  type = 'sidecar',
  slot,
  name,
  namespace,
  address,
  labels = { app: name, 'kit.test/sidecar': String(slot) },
}) {
  return {
    node: {
      id: `${type}~${address}~${name}.${namespace}~${namespace}.svc.cluster.local`,
      cluster: `${name}.${namespace}`,
      metadata: {
        CLUSTER_ID: 'Kubernetes',
        NAMESPACE: namespace,
        ISTIO_VERSION: '1.31.0',
        INTERCEPTION_MODE: 'REDIRECT',
        LABELS: labels,
      },
    },
    admin: { address: local(ports(slot).admin) },
    dynamic_resources: {
      ads_config: {
        api_type: 'DELTA_GRPC',
        transport_api_version: 'V3',
        set_node_on_first_message_only: true,
        grpc_services: [{ envoy_grpc: { cluster_name: 'xds-grpc' } }],
      },
      lds_config: byAds,
      cds_config: byAds,
    },
    static_resources: {
      clusters: [
        {
          name: 'xds-grpc',
          type: 'STATIC',
          connect_timeout: '1s',
          typed_extension_protocol_options: http2,
          load_assignment: {
            cluster_name: 'xds-grpc',
            endpoints: [
              { lb_endpoints: [{ endpoint: { address: local(15010) } }] },
            ],
          },
        },
      ],
    },
    bootstrap_extensions: [
      {
        name: 'envoy.bootstrap.internal_listener',
        typed_config: {
          '@type':
            'type.googleapis.com/envoy.extensions.bootstrap.internal_listener.v3.InternalListener',
        },
      },
    ],
  };
}
