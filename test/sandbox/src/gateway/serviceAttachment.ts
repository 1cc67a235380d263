import { Service } from '../controllers/kinds';
import { Cluster, resources } from '../kubernetes';
import { resolveRefs, Verdict } from './attachment';
import { HttpRoute, ParentRef } from './kinds';

/** How a route stands to a Service that it is on. */
export interface ServiceAttachment {
  parentRef: ParentRef;
  accepted: Verdict;
  resolvedRefs: Verdict;
}

/** Judges a route for each of its parents that is a Service. Backends in other namespaces need no grant there (GEP-1294). */
export function serviceAttachmentsOf(
  cluster: Cluster,
  route: HttpRoute,
): ServiceAttachment[] {
  return (route.spec.parentRefs ?? [])
    .filter(({ kind, group }) => kind === 'Service' && group === '')
    .map(parentRef => ({
      parentRef,
      accepted: judge(cluster, route, parentRef),
      resolvedRefs: resolveRefs(cluster, route, { grants: 'free' }),
    }));
}

function judge(
  cluster: Cluster,
  { metadata }: HttpRoute,
  { name, namespace = metadata.namespace, port }: ParentRef,
): Verdict {
  const refuse = (message: string): Verdict => ({
    type: 'Accepted',
    status: 'False',
    reason: 'NoMatchingParent',
    message,
  });
  if (namespace !== metadata.namespace)
    return refuse(
      `Service ${namespace}/${name} is in another namespace than the route`,
    );
  const service = cluster.get<Service>(resources.services, namespace, name);
  if (!service || service.spec.type === 'ExternalName')
    return refuse(`There is no Service ${namespace}/${name} with an address`);
  if (
    port !== undefined &&
    !service.spec.ports?.some(each => each.port === port)
  )
    return refuse(`Service ${namespace}/${name} has no port ${port}`);
  return {
    type: 'Accepted',
    status: 'True',
    reason: 'Accepted',
    message: 'Route is accepted',
  };
}
