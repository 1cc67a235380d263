import { Condition, KubernetesObject, LabelSelector } from '../kubernetes';

export const gatewayGroup = 'gateway.networking.k8s.io';

/** The name under which the stand-in claims GatewayClasses and writes status. */
export const controllerName = 'preview-environments.io/sandbox-gateway';

export interface Listener {
  name: string;
  hostname?: string;
  port: number;
  protocol: string;
  allowedRoutes?: {
    namespaces?: {
      from?: 'Same' | 'All' | 'Selector' | 'None';
      selector?: LabelSelector;
    };
    kinds?: { kind: string }[];
  };
}

export interface Gateway extends KubernetesObject {
  spec: { gatewayClassName: string; listeners: Listener[] };
}

export interface ParentRef {
  group?: string;
  kind?: string;
  namespace?: string;
  name: string;
  sectionName?: string;
  port?: number;
}

export interface HeaderValue {
  name: string;
  value: string;
}

export interface HeaderChange {
  set?: HeaderValue[];
  add?: HeaderValue[];
  remove?: string[];
}

export interface Filter {
  type: string;
  requestHeaderModifier?: HeaderChange;
  responseHeaderModifier?: HeaderChange;
}

export interface BackendRef {
  group?: string;
  kind?: string;
  namespace?: string;
  name: string;
  port?: number;
  weight?: number;
}

export interface ValueMatch extends HeaderValue {
  type?: 'Exact' | 'RegularExpression';
}

export interface RouteMatch {
  path?: {
    type?: 'Exact' | 'PathPrefix' | 'RegularExpression';
    value?: string;
  };
  headers?: ValueMatch[];
  queryParams?: ValueMatch[];
  method?: string;
}

export interface RouteRule {
  matches?: RouteMatch[];
  filters?: Filter[];
  backendRefs?: BackendRef[];
}

export interface RouteParentStatus {
  parentRef: ParentRef;
  controllerName: string;
  conditions: Condition[];
}

export interface ReferenceGrant extends KubernetesObject {
  spec: {
    from: { group: string; kind: string; namespace: string }[];
    to: { group: string; kind: string; name?: string }[];
  };
}

/** An HTTPRoute or a GRPCRoute: what of them is read here has the same shape. */
export interface HttpRoute extends KubernetesObject {
  spec: { parentRefs?: ParentRef[]; hostnames?: string[]; rules?: RouteRule[] };
  status?: { parents?: RouteParentStatus[] };
}
