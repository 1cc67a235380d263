import { IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/**
 * The fields of objects, lists and `Status` answers that the contract looks at. They are typed as if they were there:
 * the assertions find out, and one on a missing field fails as it should.
 */
export interface ApiBody {
  kind: string;
  code: number;
  reason: string;
  message: string;
  details: {
    name: string;
    kind: string;
    causes: Array<{ reason: string; field: string }>;
  };
  metadata: {
    name: string;
    uid: string;
    resourceVersion: string;
    creationTimestamp: string;
    deletionTimestamp: string;
    continue: string | undefined;
    finalizers: string[];
    labels: Record<string, string | undefined>;
    annotations: Record<string, string | undefined>;
  };
  items: ApiBody[];
  status: {
    phase: string;
    conditions?: Array<{
      type: string;
      status: string;
      reason: string;
      message: string;
    }>;
  };
}

/** An answer with its JSON. */
export interface ApiAnswer {
  status: number;
  body: ApiBody;
}

export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Record<string, string>;
  body?: object;
  contentType?: string;
}

export interface ApiWatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: ApiBody;
}

/** A Kubernetes API at its lowest: the contract is about what goes over the wire. */
export interface KubernetesApi {
  send(request: ApiRequest): Promise<ApiAnswer>;
  /** The events of one watch, until the server or the signal ends it. Throws when the answer is no 200. */
  watch(
    path: string,
    query: Record<string, string>,
    signal: AbortSignal,
  ): AsyncIterable<ApiWatchEvent>;
}

/** A watch that was answered by anything but 200. */
export class WatchRefused extends Error {
  constructor(readonly status: number) {
    super(`the watch was answered with ${status}`);
  }
}

export interface HttpApiOptions {
  server: string;
  token?: string;
  tls?: { ca?: string | Buffer; cert?: string | Buffer; key?: string | Buffer };
}

/** Speaks to an API server over HTTP or HTTPS. */
export function httpApi(options: HttpApiOptions): KubernetesApi {
  return {
    async send(request) {
      const response = await dial(options, request);
      let text = '';
      response.setEncoding('utf8');
      for await (const chunk of response) text += chunk;
      return { status: response.statusCode ?? 0, body: parse(text) };
    },
    async *watch(path, query, signal) {
      const request: ApiRequest = {
        method: 'GET',
        path,
        query: { ...query, watch: 'true' },
      };
      const response = await dial(options, request, signal);
      if (response.statusCode !== 200) {
        response.resume();
        throw new WatchRefused(response.statusCode ?? 0);
      }
      yield* eventsOf(response, signal);
    },
  };
}

async function* eventsOf(
  response: IncomingMessage,
  signal: AbortSignal,
): AsyncGenerator<ApiWatchEvent> {
  let buffer = '';
  response.setEncoding('utf8');
  try {
    for await (const chunk of response) {
      buffer += chunk;
      const lines = buffer.split('\n');
      buffer = lines.pop() ?? '';
      for (const line of lines) if (line) yield JSON.parse(line);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    response.destroy();
  }
}

function dial(
  options: HttpApiOptions,
  request: ApiRequest,
  signal?: AbortSignal,
): Promise<IncomingMessage> {
  const url = new URL(options.server);
  url.pathname = url.pathname.replace(/\/$/, '') + request.path;
  url.search = new URLSearchParams(request.query).toString();
  const body = request.body && JSON.stringify(request.body);
  const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = open(
      url,
      {
        method: request.method,
        signal,
        ...options.tls,
        headers: {
          accept: 'application/json',
          ...(options.token && { authorization: `Bearer ${options.token}` }),
          ...(body && {
            'content-type': request.contentType ?? 'application/json',
            'content-length': Buffer.byteLength(body),
          }),
        },
      },
      resolve,
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** A body that is no JSON (`404 page not found`) has none of the fields. */
function parse(text: string): ApiBody {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return {} as ApiBody;
    throw error;
  }
}
