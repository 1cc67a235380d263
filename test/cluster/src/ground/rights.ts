import { AuditRecord, requestsBy } from './auditLog';
import { baselineNamespace } from './baseline';
import { ClusterObject } from './kubernetes';
import { backendUser } from './place';
import { shippedManifests } from './platform';

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}
interface Role extends ClusterObject {
  rules: Rule[];
}

/** Where a right holds: everywhere, in the previews' namespaces, or in one namespace. */
export type Scope = string;
const everywhere: Scope = 'the cluster';
const inPreviews: Scope = 'pv-*';

/** `list httproutes in the cluster`, a line that can be compared and read. */
function right(verb: string, group: string, resource: string, scope: Scope) {
  return `${verb} ${resource}${group && `.${group}`} in ${scope}`;
}

/** Kubernetes lets everybody who signed in ask who they are (its role system:basic-user). */
const everybodys = right(
  'create',
  'authentication.k8s.io',
  'selfsubjectreviews',
  everywhere,
);

/** `bind` is no request: it is what lets a RoleBinding be created, whose creation is one. */
const notRequests = ['bind'];

const scopeOfRole = ({ kind, metadata }: Role): Scope | undefined => {
  if (kind === 'Role') return metadata.namespace;
  const bound = [
    'preview-environments-backend',
    'preview-environments-middlewares',
  ];
  if (bound.includes(metadata.name)) return everywhere;
  if (metadata.name === 'preview-environments-baseline') {
    return baselineNamespace;
  }
  // the workload's role is Argo CD's to use, when it impersonates
  return metadata.name === 'preview-environments-preview'
    ? inPreviews
    : undefined;
};

/** What the shipped manifests let the backend do. */
export async function grantedRights(): Promise<Set<string>> {
  const roles = (await shippedManifests()).filter(({ kind }) =>
    ['Role', 'ClusterRole'].includes(kind),
  ) as Role[];
  return new Set(
    roles.flatMap(role => {
      const scope = scopeOfRole(role);
      if (!scope) return [];
      return role.rules.flatMap(({ apiGroups, resources, verbs }) =>
        apiGroups.flatMap(group =>
          resources.flatMap(resource =>
            verbs
              .filter(verb => !notRequests.includes(verb))
              .map(verb => right(verb, group, resource, scope)),
          ),
        ),
      );
    }),
  );
}

/** The product's own requests; the tests of the identity use it too, under another name. */
const byTheProduct = ({ userAgent = '' }: AuditRecord) =>
  userAgent.startsWith('preview-environments/');

/** The narrowest scope that a request can have been allowed by. */
function usedRight(record: AuditRecord, granted: Set<string>): string {
  const { apiGroup = '', resource, subresource, namespace } = record.objectRef!;
  const full = subresource ? `${resource}/${subresource}` : resource;
  const scopes = namespace?.startsWith('pv-')
    ? [inPreviews, everywhere]
    : [namespace ?? everywhere, everywhere];
  const candidates = scopes.map(scope =>
    right(record.verb, apiGroup, full, scope),
  );
  return candidates.find(candidate => granted.has(candidate)) ?? candidates[0];
}

/** What the backend did according to the audit log, in the same words. */
export async function usedRights(granted: Set<string>): Promise<Set<string>> {
  const records = await requestsBy(backendUser);
  return new Set(
    records
      .filter(record => byTheProduct(record) && record.objectRef)
      .map(record => usedRight(record, granted))
      .filter(used => used !== everybodys),
  );
}
