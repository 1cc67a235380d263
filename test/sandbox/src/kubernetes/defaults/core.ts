import { Draft, fill, listOf, partOf } from './fill';
import { canonicalQuantities } from './quantity';

/** A namespace is active and labelled with its name from the start. */
export function defaultNamespace(object: Draft): void {
  const metadata = object.metadata as Draft;
  metadata.labels = {
    ...partOf(metadata.labels),
    'kubernetes.io/metadata.name': metadata.name,
  };
  object.spec = { finalizers: ['kubernetes'], ...partOf(object.spec) };
  object.status ??= { phase: 'Active' };
}

export function defaultService(object: Draft): void {
  const spec = (object.spec ??= {}) as Draft;
  fill(spec, { type: 'ClusterIP', sessionAffinity: 'None' });
  if (spec.type !== 'ExternalName')
    fill(spec, { internalTrafficPolicy: 'Cluster' });
  for (const port of listOf(spec.ports))
    fill(port, { protocol: 'TCP', targetPort: port.port });
  object.status ??= { loadBalancer: {} };
}

export function defaultResourceQuota(object: Draft): void {
  canonicalQuantities(partOf(partOf(object.spec)?.hard));
  object.status ??= {};
}

/** Limits default to the maximum, requests to the limits, then to the minimum. */
export function defaultLimitRange(object: Draft): void {
  for (const item of listOf(partOf(object.spec)?.limits)) {
    for (const list of [
      'max',
      'min',
      'default',
      'defaultRequest',
      'maxLimitRequestRatio',
    ]) {
      canonicalQuantities(partOf(item[list]));
    }
    if (item.type !== 'Container') continue;
    const limits: Draft = { ...partOf(item.max), ...partOf(item.default) };
    const requests: Draft = {
      ...partOf(item.min),
      ...limits,
      ...partOf(item.defaultRequest),
    };
    if (Object.keys(limits).length) item.default = limits;
    if (Object.keys(requests).length) item.defaultRequest = requests;
  }
}

export function defaultNetworkPolicy(object: Draft): void {
  const spec = (object.spec ??= {}) as Draft;
  spec.policyTypes ??= spec.egress ? ['Ingress', 'Egress'] : ['Ingress'];
  for (const rule of [...listOf(spec.ingress), ...listOf(spec.egress)]) {
    for (const port of listOf(rule.ports)) fill(port, { protocol: 'TCP' });
  }
}

export function defaultRoleBinding(object: Draft): void {
  for (const subject of listOf(object.subjects)) {
    if (subject.kind !== 'ServiceAccount')
      fill(subject, { apiGroup: 'rbac.authorization.k8s.io' });
  }
  fill((object.roleRef ??= {}) as Draft, {
    apiGroup: 'rbac.authorization.k8s.io',
  });
}

export function defaultSecret(object: Draft): void {
  fill(object, { type: 'Opaque' });
  const plain = partOf(object.stringData);
  if (!plain) return;
  const encoded = Object.entries(plain).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('base64'),
  ]);
  object.data = { ...partOf(object.data), ...Object.fromEntries(encoded) };
  delete object.stringData;
}
