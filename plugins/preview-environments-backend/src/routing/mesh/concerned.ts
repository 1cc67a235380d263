import { isEqual } from 'lodash';
import { CacheChange } from '../../kubernetes';
import { RouteView } from '../hosts';
import { isOn } from './serviceRoutes';

/**
 * The previews whose overrides a changed route has a say about: they repeat what the owners of a Service match, and rely on the route to
 * the baseline that all previews share. Previews hear of their own routes by themselves.
 */
export function concernedBy(
  { item, previous }: CacheChange<RouteView>,
  known: () => RouteView[],
  instance: string,
): string[] {
  const changed = item ?? previous;
  if (!changed || changed.previewId !== undefined || isEqual(item, previous))
    return [];
  const services = [...(item?.services ?? []), ...(previous?.services ?? [])];
  if (services.length === 0) return [];
  const concerned = known().filter(
    override =>
      override.previewId !== undefined &&
      override.instance === instance &&
      override.services.some(({ namespace, name: service, port = 0 }) =>
        isOn({ services }, { namespace, service, port }),
      ),
  );
  return [...new Set(concerned.flatMap(({ previewId }) => previewId ?? []))];
}
