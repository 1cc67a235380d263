/**
 * A request that was sent through a preview's URL to see how far its routing key comes.
 *
 * @public
 */
export interface MarkedRequest {
  previewId: string;
  /** The value of the baggage member `preview` that every service on the way should have got. */
  key: string;
  /** 32 hexadecimal digits: the trace of its W3C `traceparent`, which no other request has. */
  traceId: string;
  /** The service behind the preview's URL, where that is the preview's own. */
  entry: string | undefined;
  sentAt: Date;
  answeredAt: Date;
  /** Where the preview's own pods run. */
  places: { cluster: string; namespace: string }[];
  answer: {
    status: number;
    /** Names in lower case. Written by the preview's services, so not to be trusted. */
    headers: Record<string, string>;
  };
}

/**
 * What one source saw of a marked request on its way to a service.
 *
 * @public
 */
export interface Sighting {
  /** The service that called, by its short name; undefined when the source can't tell. */
  from: string | undefined;
  /** The service that was called, by its short name. */
  to: string;
  /** It was the first service behind the gateway. */
  entry?: boolean;
  /** Whether the request carried the key; undefined when the source saw the request and can't tell. */
  key: boolean | undefined;
  /** One sentence for people. */
  detail: string;
}

/**
 * A place where requests leave traces: response headers, tracing backends, access logs. One is asked once per marked request,
 * after its answer, and may wait for what comes late until the signal.
 *
 * @public
 */
export interface PropagationEvidence {
  /** For people, for instance `Jaeger`. */
  readonly name: string;
  /** No sightings when it saw nothing. What a WaitingError or RefusedError says is shown as the source's problem. */
  find(request: MarkedRequest, signal: AbortSignal): Promise<Sighting[]>;
}
