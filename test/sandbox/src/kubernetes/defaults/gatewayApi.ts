import { Draft, fill, listOf, partOf } from './fill';

const gatewayGroup = 'gateway.networking.k8s.io';

export function defaultGateway(object: Draft): void {
  for (const listener of listOf(partOf(object.spec)?.listeners)) {
    const allowed = (listener.allowedRoutes ??= {}) as Draft;
    fill((allowed.namespaces ??= {}) as Draft, { from: 'Same' });
  }
}

/** What the published CustomResourceDefinition fills in; a client that compares what it wants with what it reads meets all of it. */
export function defaultRoute(object: Draft): void {
  const spec = (object.spec ??= {}) as Draft;
  for (const parent of listOf(spec.parentRefs))
    fill(parent, { group: gatewayGroup, kind: 'Gateway' });
  if (object.kind !== 'HTTPRoute') {
    for (const rule of listOf(spec.rules)) fillBackends(rule);
    return;
  }
  fill(spec, {
    rules: [{ matches: [{ path: { type: 'PathPrefix', value: '/' } }] }],
  });
  for (const rule of listOf(spec.rules)) {
    fill(rule, { matches: [{ path: { type: 'PathPrefix', value: '/' } }] });
    for (const match of listOf(rule.matches)) {
      fill((match.path ??= {}) as Draft, { type: 'PathPrefix', value: '/' });
      for (const header of [
        ...listOf(match.headers),
        ...listOf(match.queryParams),
      ])
        fill(header, { type: 'Exact' });
    }
    fillBackends(rule);
  }
}

function fillBackends(rule: Draft): void {
  for (const backend of listOf(rule.backendRefs))
    fill(backend, { group: '', kind: 'Service', weight: 1 });
}
