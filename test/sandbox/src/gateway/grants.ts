import { Cluster, groupOf, resources } from '../kubernetes';
import { BackendRef, HttpRoute, ReferenceGrant } from './kinds';

/** Whether a route may lead to a backend: one in its own namespace, or one whose namespace grants it. */
export function isPermitted(
  cluster: Cluster,
  route: HttpRoute,
  backend: BackendRef,
): boolean {
  const { namespace: home } = route.metadata;
  const { namespace = home, name } = backend;
  return (
    namespace === home ||
    cluster
      .list<ReferenceGrant>(resources.referenceGrants, { namespace })
      .some(
        ({ spec }) =>
          spec.from.some(
            from =>
              from.group === groupOf(route) &&
              from.kind === route.kind &&
              from.namespace === home,
          ) &&
          spec.to.some(
            to =>
              to.group === '' &&
              to.kind === 'Service' &&
              (to.name === undefined || to.name === name),
          ),
      )
  );
}
