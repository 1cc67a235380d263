import { Finding } from '@previewenv/plugin-preview-environments-common';

/** What is known of the mesh of a cluster when a definition is validated. */
export interface MeshFacts {
  cluster: string;
  /** Of the namespaces of previews (rule 7.10). */
  namespaceLabels: Record<string, string>;
  podSecurity: 'privileged' | 'baseline' | 'restricted';
  /** What the names of previews' namespaces begin with. */
  namespacePrefix: string;
  /** Namespaces that pods of the preview call. */
  baselineNamespaces: string[];
  peerAuthentications: PolicyView[];
  authorizationPolicies: PolicyView[];
  /** What could not be read, and why. */
  unknown: string[];
}

/** A policy of Istio, as far as it is read. */
export interface PolicyView {
  namespace: string;
  name: string;
  spec: {
    action?: string;
    mtls?: { mode?: string };
    rules?: PolicyRule[];
  };
}

interface PolicyRule {
  from?: { source?: Source }[];
}

/** Lists of names, each with a `*` at one end or alone (Istio, AuthorizationPolicy, Source). */
interface Source {
  namespaces?: string[];
  notNamespaces?: string[];
  principals?: string[];
  notPrincipals?: string[];
}

type Rule = (facts: MeshFacts) => string[];

/** Where a mesh lives that nobody has put elsewhere; its policies hold for all namespaces. */
const rootNamespace = 'istio-system';

/** The init container of a sidecar changes the pod's network, which every level but privileged forbids (Pod Security Standards). */
const injector: Rule = ({ cluster, namespaceLabels, podSecurity }) =>
  hasSidecars(namespaceLabels) && podSecurity !== 'privileged'
    ? [
        `Namespaces of previews on ${cluster} get sidecars, and their Pod Security level is ${podSecurity}: pods are refused unless the mesh sets up their network itself (Istio CNI). Ambient needs no such pods.`,
      ]
    : [];

const mutualTls: Rule = ({
  cluster,
  namespaceLabels,
  baselineNamespaces,
  peerAuthentications,
}) => {
  if (isInMesh(namespaceLabels)) return [];
  return peerAuthentications
    .filter(
      ({ namespace, spec }) =>
        spec.mtls?.mode === 'STRICT' &&
        [rootNamespace, ...baselineNamespaces].includes(namespace),
    )
    .map(
      policy =>
        `${nameOf(
          'PeerAuthentication',
          policy,
        )} takes calls from inside the mesh only, and namespaces of previews on ${cluster} are outside: their pods can't call the baseline. Put the mesh's labels into namespaceLabels of the cluster.`,
    );
};

/** Allowing policies of a namespace let in what one of them names; denying ones come first (Istio, AuthorizationPolicy). */
const denials: Rule = facts => {
  const { authorizationPolicies, namespacePrefix } = facts;
  const example = `${namespacePrefix}web-pr-1`;
  return facts.baselineNamespaces.flatMap(home => {
    const here = authorizationPolicies.filter(({ namespace }) =>
      [rootNamespace, home].includes(namespace),
    );
    const denying = here.filter(
      policy => policy.spec.action === 'DENY' && concerns(policy, example),
    );
    const allowing = here.filter(
      ({ spec: { action = 'ALLOW' } }) => action === 'ALLOW',
    );
    const shut =
      allowing.length > 0 &&
      !allowing.some(policy => concerns(policy, example));
    return [
      ...denying.map(
        policy =>
          `${nameOf(
            'AuthorizationPolicy',
            policy,
          )} denies calls from ${namespacePrefix}*: pods of previews can't call ${home}.`,
      ),
      ...(shut
        ? [
            `No AuthorizationPolicy of ${home} allows calls from ${namespacePrefix}*, and there are some that allow others (${allowing
              .map(({ namespace, name }) => `${namespace}/${name}`)
              .join(', ')}): pods of previews can't call it.`,
          ]
        : []),
    ];
  });
};

const unreadable: Rule = ({ unknown }) => unknown;

/** What of the cluster's mesh would keep previews from starting, or from calling the baseline. */
export function meshFindings(facts: MeshFacts): Finding[] {
  return [injector, mutualTls, denials, unreadable]
    .flatMap(rule => rule(facts))
    .map(message => ({ severity: 'warning', field: 'spec.cluster', message }));
}

/** Whether one of the policy's rules may speak of calls from the namespace. What else it asks for is not looked at. */
function concerns({ spec: { rules = [] } }: PolicyView, namespace: string) {
  return rules.some(
    ({ from }) =>
      from === undefined ||
      from.some(({ source = {} }) => isSource(source, namespace)),
  );
}

function isSource(
  { namespaces, notNamespaces, principals, notPrincipals }: Source,
  namespace: string,
): boolean {
  const principal = `cluster.local/ns/${namespace}/sa/default`;
  return (
    (!namespaces || isOneOf(namespaces, namespace)) &&
    !isOneOf(notNamespaces ?? [], namespace) &&
    (!principals || isOneOf(principals, principal)) &&
    !isOneOf(notPrincipals ?? [], principal)
  );
}

function isOneOf(patterns: string[], text: string): boolean {
  return patterns.some(pattern => {
    if (pattern.endsWith('*')) return text.startsWith(pattern.slice(0, -1));
    return pattern.startsWith('*')
      ? text.endsWith(pattern.slice(1))
      : text === pattern;
  });
}

function hasSidecars(labels: Record<string, string>): boolean {
  return labels['istio-injection'] === 'enabled' || 'istio.io/rev' in labels;
}

function isInMesh(labels: Record<string, string>): boolean {
  return hasSidecars(labels) || labels['istio.io/dataplane-mode'] === 'ambient';
}

function nameOf(kind: string, { namespace, name }: PolicyView): string {
  return `${kind} ${namespace}/${name}`;
}
