import { applicationName } from '../deployers/argocd';
import { ObjectSummary, PreviewRecord } from '../preview';

/**
 * The component that an object was made for; undefined for what serves all of them, such as the Namespace. Only Applications and
 * routes are made per component.
 */
export function componentOfObject(
  record: PreviewRecord,
  { kind, name, namespace }: ObjectSummary,
): string | undefined {
  return record.components.find(component =>
    kind === 'Application'
      ? name === applicationName(record.id, component.name)
      : kind.endsWith('Route') &&
        name === component.name &&
        namespace === component.namespace,
  )?.name;
}
