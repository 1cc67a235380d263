import { DesiredEdgeRoute } from '@previewenv/plugin-preview-environments-node';
import {
  annotations,
  componentLabel,
  Gateway,
  HTTPRoute,
  KubernetesObject,
  labelsOf,
} from '../kubernetes';

/** The shared Gateway of a cluster, from configuration. */
export interface GatewaySettings {
  instance: string;
  namespace: string;
  name: string;
  /** Undefined: any listener of the Gateway that admits the host. */
  listener: string | undefined;
  /** `address` or `address:port`; undefined: what the Gateway's status says. */
  addresses: string[] | undefined;
}

/** By this response header a probe knows which preview and commit the route belongs to (rule 7.7). */
export const proofHeader = 'x-preview';

export function proofOf({
  previewId,
  headSha,
}: Pick<DesiredEdgeRoute, 'previewId' | 'headSha'>): string {
  return `${previewId};${headSha}`;
}

/**
 * The whole edge route: it lives in its backend's namespace, so that no grant is needed (rule 7.14), and sets the routing key
 * rather than adding it, so that no client can bring its own (design decision 10).
 */
export function edgeRouteOf(
  route: DesiredEdgeRoute,
  gateway: GatewaySettings,
): KubernetesObject {
  return {
    apiVersion: HTTPRoute.apiVersion,
    kind: HTTPRoute.kind,
    metadata: {
      name: route.component,
      namespace: route.namespace,
      labels: {
        ...labelsOf({ instance: gateway.instance, id: route.previewId }),
        [componentLabel]: route.component,
      },
      annotations: { [annotations.headSha]: route.headSha },
    },
    spec: {
      parentRefs: [
        {
          group: 'gateway.networking.k8s.io',
          kind: Gateway.kind,
          namespace: gateway.namespace,
          name: gateway.name,
          ...(gateway.listener && { sectionName: gateway.listener }),
        },
      ],
      hostnames: [route.host],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          filters: [
            {
              type: 'RequestHeaderModifier',
              requestHeaderModifier: {
                set: [
                  { name: 'baggage', value: `preview=${route.previewId}` },
                  { name: 'x-preview', value: route.previewId },
                ],
              },
            },
            {
              type: 'ResponseHeaderModifier',
              responseHeaderModifier: {
                set: [
                  { name: proofHeader, value: proofOf(route) },
                  { name: 'x-robots-tag', value: 'noindex' },
                ],
              },
            },
          ],
          backendRefs: [
            {
              group: '',
              kind: 'Service',
              name: route.backend.service,
              port: route.backend.port,
            },
          ],
        },
      ],
    },
  };
}
