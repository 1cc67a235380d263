import { randomBytes } from 'node:crypto';
import {
  isRefused,
  isWaiting,
  MarkedRequest,
} from '@previewenv/plugin-preview-environments-node';
import { ComponentRecord, PreviewRecord } from '../preview';
import { GatewayAddress } from '../routing';
import { askGrpc, askHttp } from '../verification';

/** A marked request with its answer, or why there is none. */
export type Marking = {
  askedAt: Date;
  url: string | undefined;
  traceId: string | undefined;
} & ({ request: MarkedRequest } | { problem: string });

/** A service that calls others may take its time; a person waits for this. */
const patienceMilliseconds = 10_000;

/** Sends requests that can be told from all others: by the trace, which is new, and by the preview's routing key. */
export class Marker {
  readonly #gateway: (cluster: string) => Promise<GatewayAddress>;
  readonly #login: (cluster: string) => Record<string, string> | undefined;
  readonly #now: () => Date;
  readonly #random: (bytes: number) => Buffer;

  constructor(options: {
    gateway: (cluster: string) => Promise<GatewayAddress>;
    /** Headers that pass the login in front of a cluster's previews; undefined where nothing does. */
    login: (cluster: string) => Record<string, string> | undefined;
    now: () => Date;
    random?: (bytes: number) => Buffer;
  }) {
    this.#gateway = options.gateway;
    this.#login = options.login;
    this.#now = options.now;
    this.#random = options.random ?? randomBytes;
  }

  /** Dials the gateway only, as a probe does (rule 7.7). */
  async mark(record: PreviewRecord, path: string): Promise<Marking> {
    const askedAt = this.#now();
    const nothing = { askedAt, url: undefined, traceId: undefined };
    const { id, url, components } = record;
    const component = components.find(({ urls }) => urls.includes(url ?? ''));
    if (!url || !component)
      return { ...nothing, problem: `${id} has no URL to send a request to.` };
    const { hostname } = new URL(url);
    const traceId = this.#random(16).toString('hex');
    const asked = { askedAt, url: `${new URL(url).origin}${path}`, traceId };
    try {
      const address = await this.#gateway(component.cluster);
      const ask = isGrpc(record, component) ? askGrpc : askHttp;
      const outcome = await ask({
        address,
        host: hostname,
        path,
        headers: {
          // First, so that whatever it is called it replaces nothing of what marks the request.
          ...this.#login(component.cluster),
          'user-agent': 'preview-environments doctor',
          // The edge route sets both keys anyway; here they are for entries that other routers make.
          baggage: `preview=${id}`,
          'x-preview': id,
          traceparent: `00-${traceId}-${this.#random(8).toString('hex')}-01`,
        },
        signal: AbortSignal.timeout(patienceMilliseconds),
      });
      if (outcome.kind !== 'answer')
        return {
          ...asked,
          problem: `The gateway at ${address.host}:${
            address.port
          } did not answer${
            outcome.kind === 'error' ? `: ${outcome.message}` : ' in time.'
          }`,
        };
      return {
        ...asked,
        request: {
          previewId: id,
          key: id,
          traceId,
          entry: leadsToItself(record, component) ? component.name : undefined,
          sentAt: askedAt,
          answeredAt: this.#now(),
          places: placesOf(record),
          answer: { status: outcome.status, headers: outcome.headers },
        },
      };
    } catch (error) {
      if (isWaiting(error) || isRefused(error))
        return { ...asked, problem: error.message };
      throw error;
    }
  }
}

function placesOf({ components }: PreviewRecord): MarkedRequest['places'] {
  const places = components.map(({ cluster, namespace }) => ({
    cluster,
    namespace,
  }));
  return places.filter(
    (place, index) =>
      places.findIndex(
        one =>
          one.cluster === place.cluster && one.namespace === place.namespace,
      ) === index,
  );
}

function isGrpc(
  { objects }: PreviewRecord,
  component: ComponentRecord,
): boolean {
  return objects.some(
    ({ kind, name }) =>
      kind === 'GRPCRoute' &&
      (name === component.name || name.endsWith(`-${component.name}`)),
  );
}

/** An edge route beside the component's own Service leads to that; one elsewhere leads to an entry of the baseline. */
function leadsToItself(
  { objects }: PreviewRecord,
  { name, namespace }: ComponentRecord,
): boolean {
  return objects.some(
    object =>
      (object.kind === 'HTTPRoute' || object.kind === 'GRPCRoute') &&
      object.name === name &&
      object.namespace === namespace,
  );
}
