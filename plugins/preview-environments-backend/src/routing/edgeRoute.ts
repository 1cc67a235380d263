import { DesiredEdgeRoute } from '@previewenv/plugin-preview-environments-node';
import {
  annotations,
  componentLabel,
  Gateway,
  KubernetesObject,
  labelsOf,
} from '../kubernetes';
import {
  answerOf,
  Companion,
  companionObjects,
  corsOf,
  EdgeFeatures,
  loginOf,
} from './edge/companions';
import { edgeKindOf } from './edge/kinds';
import { passingHeader } from './edge/probeCredential';
import { keyFilter } from './edge/routingKey';

/** The shared Gateway of a cluster, from configuration. */
export interface GatewaySettings extends EdgeFeatures {
  instance: string;
  namespace: string;
  name: string;
  /** Undefined: any listener of the Gateway that admits the host. */
  listener: string | undefined;
  /** `address` or `address:port`; undefined: what the Gateway's status says. */
  addresses: string[] | undefined;
}

/**
 * The whole edge route, an HTTPRoute or a GRPCRoute: it lives in its backend's namespace, so that no grant is needed (rule 7.14),
 * gives requests the preview's key and keeps its pages out of search engines.
 */
export function edgeRouteOf(
  route: DesiredEdgeRoute,
  gateway: GatewaySettings,
): KubernetesObject {
  const { apiVersion, kind } = edgeKindOf(route);
  return {
    apiVersion,
    kind,
    metadata: edgeMetadata(route, gateway),
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
      hostnames: [route.host, ...route.otherHosts],
      rules: [
        {
          // A GRPCRoute's rule without matches takes every call.
          ...(route.protocol === 'http' && {
            matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          }),
          filters: [
            ...filtersOf(loginOf(route, gateway)),
            keyFilter(route.previewId, passingHeader(gateway.protection)),
            answerOf(route, gateway).filter,
            ...filtersOf(corsOf(route, gateway)),
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

/** What goes with the route, to be made before it: a login that comes later would let requests pass until then. */
export function edgeCompanionsOf(
  route: DesiredEdgeRoute,
  gateway: GatewaySettings,
) {
  return companionObjects(route, gateway, edgeMetadata(route, gateway));
}

function filtersOf(companion: Companion | undefined) {
  return companion ? [companion.filter] : [];
}

/** What every object that makes a component reachable from outside carries. */
export function edgeMetadata(
  route: DesiredEdgeRoute,
  { instance }: Pick<GatewaySettings, 'instance'>,
): KubernetesObject['metadata'] {
  return {
    name: route.name,
    namespace: route.namespace,
    labels: {
      ...labelsOf({ instance, id: route.previewId }),
      [componentLabel]: route.component,
    },
    annotations: { [annotations.headSha]: route.headSha },
  };
}
