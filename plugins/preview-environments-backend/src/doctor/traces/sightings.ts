import {
  MarkedRequest,
  Sighting,
} from '@previewenv/plugin-preview-environments-node';
import { carriesKey } from '../key';
import { Span } from './span';

/** How OpenTelemetry's BaggageSpanProcessor and its older relatives write a baggage member onto spans. */
const keyAttributes = ['preview', 'baggage.preview'];
/** Captured request headers (OpenTelemetry's semantic conventions for HTTP). */
const headerAttribute = 'http.request.header.';
const served = ['server', 'consumer'];

/**
 * What the spans of the marked request tell. A span shows that the request came; whether the key came with it only attributes
 * can tell, and their absence only where `everywhere` says that every service writes one.
 */
export function sightingsOf(
  spans: Span[],
  { key }: Pick<MarkedRequest, 'key'>,
  options: { everywhere: string | undefined },
): Sighting[] {
  const byId = new Map(spans.map(span => [span.id, span]));
  return spans
    .filter(({ kind, service }) => served.includes(kind) && service)
    .flatMap(span => {
      const caller = callerOf(span, byId);
      const to = shortName(span.service);
      // The proxy beside a service speaks of the same request.
      if (caller !== undefined && shortName(caller.service) === to) return [];
      const from = caller && shortName(caller.service);
      const { carried, how } = keyOf(span, key, options.everywhere);
      return [
        {
          from,
          to,
          ...(span.parentId !== undefined &&
            !byId.has(span.parentId) &&
            from === undefined && { entry: true }),
          key: carried,
          detail: `The trace shows a call ${
            from ? `from ${from} ` : ''
          }to ${to}; ${how}.`,
        },
      ];
    });
}

function keyOf(
  { attributes }: Span,
  key: string,
  everywhere: string | undefined,
): { carried: boolean | undefined; how: string } {
  for (const name of everywhere ? [everywhere] : keyAttributes) {
    const value = attributes[name];
    if (value !== undefined)
      return value === key
        ? { carried: true, how: `its span has the key as ${name}` }
        : { carried: false, how: `its span has another key as ${name}` };
  }
  const baggage = unwrapped(attributes[`${headerAttribute}baggage`]);
  const plain = unwrapped(attributes[`${headerAttribute}x-preview`]);
  if (baggage !== undefined || plain !== undefined)
    return carriesKey({ baggage, plain }, key)
      ? { carried: true, how: 'its span has captured the header with the key' }
      : {
          carried: false,
          how: 'its span has captured headers without the key',
        };
  return everywhere
    ? { carried: false, how: `its span has no ${everywhere}` }
    : {
        carried: undefined,
        how: 'its span does not tell whether the key came along',
      };
}

/** The nearest span above that is another service's; its own spans may lie between. */
function callerOf(span: Span, byId: Map<string, Span>): Span | undefined {
  const passed = new Set([span.id]);
  let above = span.parentId ? byId.get(span.parentId) : undefined;
  while (above && !passed.has(above.id)) {
    if (above.service !== span.service) return above;
    // A server span of the same service above: this one belongs to the same request.
    passed.add(above.id);
    above = above.parentId ? byId.get(above.parentId) : undefined;
  }
  return undefined;
}

/** Meshes call a service by name and namespace. */
function shortName(service: string): string {
  return service.split('.')[0].toLowerCase();
}

/** A captured header is a list, which some backends show as JSON. */
function unwrapped(value: string | undefined): string | undefined {
  return value?.replace(/^\["?|"?\]$/g, '').replace(/","/g, ',');
}
