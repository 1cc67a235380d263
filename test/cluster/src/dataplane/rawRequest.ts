import { Agent, IncomingHttpHeaders, request } from 'node:http';
import { PodAnswer } from '../ground/edge';

/** Names may repeat: each pair is a line of its own on the wire. */
export type HeaderLines = [name: string, value: string][];

export interface RawRequest {
  address: string;
  port: number;
  /** What the Host header says. */
  host: string;
  method?: string;
  path?: string;
  headers?: HeaderLines;
  /** The address that the request comes from; a pod's, to go through the mesh. */
  from?: string;
  /** Keeps connections; a new one for each request when undefined. */
  agent?: Agent;
}

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  /** What the pod says, when a pod answered. */
  pod?: PodAnswer;
}

const timeoutMilliseconds = 10_000;

function podOf(headers: IncomingHttpHeaders, text: string) {
  return headers['x-served-by'] ? (JSON.parse(text) as PodAnswer) : undefined;
}

/** One HTTP/1.1 request, with its header lines as they are given. Rejects when the connection fails. */
export function askRaw(asked: RawRequest): Promise<RawAnswer> {
  const lines: HeaderLines = [['host', asked.host], ...(asked.headers ?? [])];
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: asked.address,
        port: asked.port,
        method: asked.method ?? 'GET',
        path: asked.path ?? '/',
        headers: lines.flat(),
        timeout: timeoutMilliseconds,
        agent: asked.agent ?? false,
        ...(asked.from && { localAddress: asked.from }),
      },
      async response => {
        try {
          let text = '';
          for await (const chunk of response.setEncoding('utf8')) text += chunk;
          const { statusCode: status = 0, headers } = response;
          resolve({ status, headers, text, pod: podOf(headers, text) });
        } catch (error) {
          reject(error);
        }
      },
    );
    outgoing.on('timeout', () => outgoing.destroy(new Error('timeout')));
    outgoing.on('error', reject).end();
  });
}
