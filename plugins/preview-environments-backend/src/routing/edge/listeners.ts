import { KubernetesObject } from '../../kubernetes';

/** A listener of a Gateway, as far as it decides which routes it takes (Gateway API, Listener). */
interface Listener {
  name: string;
  protocol: string;
  hostname?: string;
  allowedRoutes?: {
    namespaces?: { from?: string; selector?: LabelSelector };
    kinds?: { kind: string }[];
  };
}

interface LabelSelector {
  matchLabels?: Record<string, string>;
  matchExpressions?: { key: string; operator: string; values?: string[] }[];
}

/** A route that wants to attach to a Gateway. */
export interface Applicant {
  kind: string;
  namespace: string;
  namespaceLabels: Record<string, string>;
  hosts: string[];
}

interface Test {
  admits(listener: Listener, route: Applicant): boolean;
  objection(listeners: Listener[], route: Applicant): string;
}

const tests: Test[] = [
  {
    // Without a list a listener takes all kinds that its protocol can carry (Gateway API, AllowedRoutes).
    admits: ({ allowedRoutes }, { kind }) =>
      !allowedRoutes?.kinds?.length ||
      allowedRoutes.kinds.some(allowed => allowed.kind === kind),
    objection: (listeners, { kind }) =>
      `listener ${namesOf(
        listeners,
      )} takes no ${kind}; add it to its allowedRoutes.kinds.`,
  },
  {
    admits: ({ allowedRoutes }, { namespaceLabels }) => {
      const { from = 'Same', selector } = allowedRoutes?.namespaces ?? {};
      // A preview never lives in the Gateway's own namespace.
      return (
        from === 'All' ||
        (from === 'Selector' && selects(selector, namespaceLabels))
      );
    },
    objection: (listeners, { namespace }) =>
      `listener ${namesOf(
        listeners,
      )} does not admit routes of namespace ${namespace}; its allowedRoutes.namespaces should select the label preview-environments.io/routable: 'true', and the namespace carry it.`,
  },
];

/**
 * Why no listener would take the route with all its hosts, in words that name the listener and the cure; undefined when one does.
 * The controller says so too, but only once the route is there.
 */
export function listenerObjection(
  gateway: KubernetesObject,
  listenerName: string | undefined,
  route: Applicant,
): string | undefined {
  const { listeners: all = [] } = (gateway.spec ?? {}) as {
    listeners?: Listener[];
  };
  const where = `Gateway ${gateway.metadata.namespace}/${gateway.metadata.name}`;
  let left = all.filter(
    ({ name, protocol }) =>
      (listenerName === undefined || name === listenerName) &&
      (protocol === 'HTTP' || protocol === 'HTTPS'),
  );
  if (left.length === 0)
    return `${where} has no listener ${
      listenerName ?? 'for HTTP or HTTPS'
    }; check gateway.listener of the cluster's configuration.`;
  for (const { admits, objection } of tests) {
    const admitting = left.filter(listener => admits(listener, route));
    if (admitting.length === 0) return `${where}: ${objection(left, route)}`;
    left = admitting;
  }
  const homeless = route.hosts.find(
    host => !left.some(({ hostname }) => covers(hostname, host)),
  );
  return (
    homeless &&
    `${where}: no listener is for the host ${homeless}; ${left
      .map(({ name, hostname }) => `${name} is for ${hostname}`)
      .join(', ')}. Choose another spec.routing.host.`
  );
}

function namesOf(listeners: Listener[]): string {
  return listeners.map(({ name }) => name).join(', ');
}

/** `*.example.com` stands for any number of labels here, unlike in a certificate (Gateway API, Hostname). */
function covers(hostname: string | undefined, host: string): boolean {
  return (
    hostname === undefined ||
    hostname === host ||
    (hostname.startsWith('*.') && host.endsWith(hostname.slice(1)))
  );
}

function selects(
  selector: LabelSelector | undefined,
  labels: Record<string, string>,
): boolean {
  if (!selector) return false;
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return (
    Object.entries(matchLabels).every(
      ([key, value]) => labels[key] === value,
    ) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const has = labels[key] !== undefined;
      switch (operator) {
        case 'In':
          return has && values.includes(labels[key]);
        case 'NotIn':
          return !has || !values.includes(labels[key]);
        case 'Exists':
          return has;
        case 'DoesNotExist':
          return !has;
        default:
          return false;
      }
    })
  );
}
