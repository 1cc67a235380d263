import { request } from 'node:http';
import { echoHeader } from './echo';
import { Mesh, MeshCall } from './mesh';
import { Resolved, ServiceNames } from './serviceNames';

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
  mesh: Mesh,
): Promise<CallResult> {
  const url = new URL(target);
  const port = Number(url.port || 80);
  const sent = Object.fromEntries(
    passedOn.flatMap(name =>
      headers[name] === undefined ? [] : [[name, headers[name]]],
    ),
  );
  const named = names.resolveHost(url.hostname, port, namespace);
  const found = led(names, named, mesh, { url, port, headers: sent });
  if (found === 'refused')
    return Promise.resolve({ status: 404, body: 'no route takes this call' });
  if (found.kind === 'unknown')
    return Promise.resolve({ error: `getaddrinfo ENOTFOUND ${url.hostname}` });
  if (found.kind === 'empty')
    return Promise.resolve({
      error: `connect ECONNREFUSED ${url.hostname}:${port}`,
    });
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

/** Where the caller's sidecar sends the call. A Service without endpoints may be led elsewhere all the same. */
function led(
  names: ServiceNames,
  named: Resolved,
  mesh: Mesh,
  call: { url: URL; port: number; headers: MeshCall['headers'] },
): Resolved | 'refused' {
  if (named.kind === 'unknown') return named;
  const { namespace, service } = named;
  const target = { namespace, service, port: call.port };
  const to = mesh.lead(target, {
    method: 'GET',
    path: call.url.pathname,
    query: call.url.searchParams,
    headers: call.headers,
  });
  if (to === 'refused') return to;
  if (to === target) return named;
  return names.resolveService(to.namespace, to.service, to.port);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
