import { IncomingHttpHeaders, request } from 'node:http';
import { gateway } from './place';

/** What a pod of the kit says about itself and the request. */
export interface PodAnswer {
  pod: string;
  namespace: string;
  image: string;
  env: Record<string, string>;
  path: string;
  headers: Record<string, string | undefined>;
  upstream?: { status?: number; body?: PodAnswer; error?: string };
}

export interface EdgeAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Longer than the gateway takes to give up on a backend. */
const timeoutMilliseconds = 10_000;

/** A request from outside: to the Gateway's address, with the host in the header. No name service is asked. */
export function askEdge(
  host: string,
  path = '/',
  headers: Record<string, string> = {},
): Promise<EdgeAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: gateway.address,
        port: gateway.port,
        path,
        headers: { ...headers, host },
        timeout: timeoutMilliseconds,
        agent: false,
      },
      async response => {
        let text = '';
        for await (const chunk of response.setEncoding('utf8')) text += chunk;
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
        });
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('timeout')));
    outgoing.on('error', reject).end();
  });
}

/** The pod that answers for the host. Throws when none does. */
export async function askPod(
  host: string,
  path = '/',
): Promise<{ pod: PodAnswer; headers: IncomingHttpHeaders }> {
  const { status, text, headers } = await askEdge(host, path);
  if (status !== 200) throw new Error(`${host} answered ${status}: ${text}`);
  return { pod: JSON.parse(text), headers };
}
