import { Service } from '../controllers/kinds';
import {
  Cluster,
  Condition,
  KubernetesObject,
  matchesLabels,
  resources,
  StoredObject,
} from '../kubernetes';
import { isPermitted } from './grants';
import { intersects } from './hostnames';
import {
  controllerName,
  Gateway,
  gatewayGroup,
  HttpRoute,
  Listener,
  ParentRef,
} from './kinds';

export type Verdict = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>;

/** How a route stands to one of its parents. */
export interface Attachment {
  parentRef: ParentRef;
  gateway: Gateway & StoredObject;
  /** The listeners that take the route; empty when it is not accepted. */
  listeners: Listener[];
  accepted: Verdict;
  resolvedRefs: Verdict;
}

/** The gateways that this controller serves. */
export function servedGateways(cluster: Cluster): (Gateway & StoredObject)[] {
  const classes = cluster
    .list<KubernetesObject & { spec: { controllerName: string } }>(
      resources.gatewayClasses,
    )
    .filter(({ spec }) => spec.controllerName === controllerName)
    .map(({ metadata }) => metadata.name);
  return cluster
    .list<Gateway>(resources.gateways)
    .filter(({ spec }) => classes.includes(spec.gatewayClassName));
}

function admitsNamespace(
  cluster: Cluster,
  gateway: Gateway,
  listener: Listener,
  namespace: string,
): boolean {
  const { from = 'Same', selector } = listener.allowedRoutes?.namespaces ?? {};
  if (from === 'All') return true;
  if (from === 'Same') return namespace === gateway.metadata.namespace;
  const labels = cluster.get(resources.namespaces, undefined, namespace)
    ?.metadata.labels;
  return from === 'Selector' && matchesLabels(selector, labels);
}

function refuse(reason: string, message: string): Verdict {
  return { type: 'Accepted', status: 'False', reason, message };
}

function judge(
  cluster: Cluster,
  gateway: Gateway,
  route: HttpRoute,
  parentRef: ParentRef,
): { listeners: Listener[]; accepted: Verdict } {
  const named = gateway.spec.listeners.filter(
    ({ name, port, protocol }) =>
      (!parentRef.sectionName || parentRef.sectionName === name) &&
      (!parentRef.port || parentRef.port === port) &&
      (protocol === 'HTTP' || protocol === 'HTTPS'),
  );
  if (!named.length)
    return {
      listeners: [],
      accepted: refuse(
        'NoMatchingParent',
        'No listener of the Gateway matches the parentRef',
      ),
    };
  const taking = named.filter(
    ({ allowedRoutes }) =>
      !allowedRoutes?.kinds?.length ||
      allowedRoutes.kinds.some(({ kind }) => kind === route.kind),
  );
  if (!taking.length)
    return {
      listeners: [],
      accepted: refuse(
        'NotAllowedByListeners',
        `Kind ${route.kind} is not allowed by the Gateway's listeners`,
      ),
    };
  const open = taking.filter(listener =>
    admitsNamespace(cluster, gateway, listener, route.metadata.namespace!),
  );
  if (!open.length) {
    return {
      listeners: [],
      accepted: refuse(
        'NotAllowedByListeners',
        `Namespace ${route.metadata.namespace} is not allowed by the Gateway's listeners`,
      ),
    };
  }
  const hostnames = route.spec.hostnames ?? [];
  const fitting = open.filter(
    ({ hostname }) =>
      !hostnames.length ||
      !hostname ||
      hostnames.some(host => intersects(hostname, host)),
  );
  if (!fitting.length) {
    return {
      listeners: [],
      accepted: refuse(
        'NoMatchingListenerHostname',
        'No hostname of the route matches a listener of the Gateway',
      ),
    };
  }
  return {
    listeners: fitting,
    accepted: {
      type: 'Accepted',
      status: 'True',
      reason: 'Accepted',
      message: 'Route is accepted',
    },
  };
}

/** Whether all backends are there, and may be led to: for routes below a Gateway by a grant, where they are in another namespace. */
export function resolveRefs(
  cluster: Cluster,
  route: HttpRoute,
  { grants }: { grants: 'needed' | 'free' },
): Verdict {
  const { metadata, spec } = route;
  const failed = (reason: string, message: string): Verdict => ({
    type: 'ResolvedRefs',
    status: 'False',
    reason,
    message,
  });
  for (const backend of (spec.rules ?? []).flatMap(
    rule => rule.backendRefs ?? [],
  )) {
    const {
      kind = 'Service',
      group = '',
      name,
      namespace = metadata.namespace,
      port,
    } = backend;
    if (kind !== 'Service' || group !== '')
      return failed(
        'InvalidKind',
        `Backend kind ${group}/${kind} is not supported`,
      );
    if (grants === 'needed' && !isPermitted(cluster, route, backend)) {
      return failed(
        'RefNotPermitted',
        `Backend ${namespace}/${name} is in another namespace and no ReferenceGrant permits it`,
      );
    }
    const service = cluster.get<Service>(resources.services, namespace, name);
    if (!service)
      return failed(
        'BackendNotFound',
        `Service ${namespace}/${name} not found`,
      );
    if (!service.spec.ports?.some(each => each.port === port)) {
      return failed(
        'BackendNotFound',
        `Service ${namespace}/${name} has no port ${port}`,
      );
    }
  }
  return {
    type: 'ResolvedRefs',
    status: 'True',
    reason: 'ResolvedRefs',
    message: 'All references are resolved',
  };
}

/** Judges a route for each of its parents that is a Gateway of ours. */
export function attachmentsOf(
  cluster: Cluster,
  route: HttpRoute,
): Attachment[] {
  const gateways = servedGateways(cluster);
  return (route.spec.parentRefs ?? []).flatMap(parentRef => {
    const {
      group = gatewayGroup,
      kind = 'Gateway',
      namespace = route.metadata.namespace,
      name,
    } = parentRef;
    const gateway = gateways.find(
      each =>
        each.metadata.namespace === namespace && each.metadata.name === name,
    );
    if (!gateway || group !== gatewayGroup || kind !== 'Gateway') return [];
    return [
      {
        parentRef,
        gateway,
        ...judge(cluster, gateway, route, parentRef),
        resolvedRefs: resolveRefs(cluster, route, { grants: 'needed' }),
      },
    ];
  });
}
