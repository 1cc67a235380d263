import { request } from 'node:http';
import { echoHeader } from './echo';
import { ServiceNames } from './serviceNames';

export interface CallResult {
  status?: number;
  body?: unknown;
  error?: string;
  /** What arrived at the services that were called, in their own words. */
  echo?: string;
}

/** The headers that a service passes on with every call it makes for a request. */
const passedOn = ['baggage', 'traceparent', 'tracestate', 'x-preview'];

/** Milliseconds that a callee has. */
const patience = 5_000;

/** Calls a URL as a pod of `namespace` would: short names are looked up in its own namespace first. */
export function callFrom(
  names: ServiceNames,
  namespace: string,
  target: string,
  headers: Record<string, string | string[] | undefined>,
): Promise<CallResult> {
  const url = new URL(target);
  const port = Number(url.port || 80);
  const found = names.resolveHost(url.hostname, port, namespace);
  if (found.kind === 'unknown')
    return Promise.resolve({ error: `getaddrinfo ENOTFOUND ${url.hostname}` });
  if (found.kind === 'empty')
    return Promise.resolve({
      error: `connect ECONNREFUSED ${url.hostname}:${port}`,
    });
  const sent = Object.fromEntries(
    passedOn.flatMap(name =>
      headers[name] === undefined ? [] : [[name, headers[name]]],
    ),
  );
  return new Promise(resolve => {
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: found.port,
        path: url.pathname + url.search,
        headers: { ...sent, host: url.host, accept: 'application/json' },
        timeout: patience,
        agent: false,
      },
      async response => {
        let text = '';
        for await (const chunk of response.setEncoding('utf8')) text += chunk;
        const echo = response.headers[echoHeader];
        resolve({
          status: response.statusCode,
          body: parsed(text),
          ...(typeof echo === 'string' && { echo }),
        });
      },
    );
    outgoing.on('error', error => resolve({ error: error.message }));
    outgoing.on('timeout', () =>
      outgoing.destroy(
        new Error(`no answer from ${url.host} within ${patience} ms`),
      ),
    );
    outgoing.end();
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
