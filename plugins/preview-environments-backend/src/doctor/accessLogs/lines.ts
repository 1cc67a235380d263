import {
  MarkedRequest,
  Sighting,
} from '@previewenv/plugin-preview-environments-node';
import { z } from 'zod';
import { carriesKey } from '../key';

/** A line of Envoy's JSON access log, with the fields that the documentation asks for. */
const line = z.object({
  traceparent: z.string().nullish(),
  baggage: z.string().nullish(),
  x_preview: z.string().nullish(),
  authority: z.string(),
  /** `inbound|8080||` or `outbound|80||cart.shop.svc.cluster.local`. */
  upstream_cluster: z.string(),
});

/** Longer lines are no access log's. */
const longestLine = 16_384;

/** What the proxy beside one service wrote about the marked request. Lines of others, and what is no such line, tell nothing. */
export function sightingsIn(
  log: string,
  service: string,
  { key, traceId }: Pick<MarkedRequest, 'key' | 'traceId'>,
): Sighting[] {
  return log.split('\n').flatMap((text): Sighting[] => {
    if (text.length > longestLine || !text.includes(traceId)) return [];
    const { success, data } = line.safeParse(parsed(text));
    if (!success || data.traceparent?.split('-')[1] !== traceId) return [];
    const carried = carriesKey(
      { baggage: data.baggage ?? '', plain: data.x_preview ?? '' },
      key,
    );
    const what = carried ? 'with the key' : 'without the key';
    const [direction] = data.upstream_cluster.split('|');
    if (direction === 'inbound')
      return [
        {
          from: undefined,
          to: service,
          key: carried,
          detail: `The proxy of ${service} let the request in ${what}.`,
        },
      ];
    const to = calledService(data);
    return to === undefined
      ? []
      : [
          {
            from: service,
            to,
            key: carried,
            detail: `The proxy of ${service} sent a request to ${to} ${what}.`,
          },
        ];
  });
}

/** The first label of the host that was called, which is the Service's name inside a cluster. */
function calledService({ authority }: z.output<typeof line>) {
  const [, name] = /^([a-z0-9-]+)(?:[.:]|$)/i.exec(authority) ?? [];
  return name?.toLowerCase();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
