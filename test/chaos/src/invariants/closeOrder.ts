import { TraceEntry, Write } from '../ground/trace';
import { Violation } from './Violation';

/** What has to be gone before something of the next kind may be deleted. */
const order = ['httproutes', 'applications', 'namespaces'];

const keyOf = (entry: {
  resource: string;
  namespace?: string;
  name?: string;
}): string => [entry.resource, entry.namespace, entry.name].join('/');

/** The close order, from the audit log and from what the API server said was gone. */
export function checkCloseOrder(entries: readonly TraceEntry[]): Violation[] {
  const there = new Map<string, { resource: string; previewId: string }>();
  const violations: Violation[] = [];
  for (const entry of entries) {
    const { previewId, resource } = entry;
    if (previewId === undefined || !order.includes(resource)) continue;
    if (entry.kind === 'gone') there.delete(keyOf(entry));
    else if (isCreation(entry))
      there.set(keyOf(entry), { resource, previewId });
    else if (entry.verb === 'delete' && entry.code < 300) {
      const early = [...there].filter(
        ([, object]) =>
          object.previewId === previewId &&
          order.indexOf(object.resource) < order.indexOf(resource),
      );
      if (early.length > 0)
        violations.push({
          invariant: 'close order',
          what: `${previewId}: ${resource} ${
            entry.name
          } was deleted while there was ${early
            .map(([key]) => key)
            .join(', ')}`,
        });
    }
  }
  return violations;
}

function isCreation({ verb, code }: Write): boolean {
  return verb === 'create' && code === 201;
}
