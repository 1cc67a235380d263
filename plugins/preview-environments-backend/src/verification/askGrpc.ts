import { connect, IncomingHttpHeaders } from 'node:http2';
import { GatewayAddress, proofHeader } from '../routing';
import { failureOf, firstOf, headersOf, Outcome } from './outcome';

/** gRPC's health checking protocol; a server without it answers UNIMPLEMENTED, which is a gRPC answer too (rule 7.7). */
const healthCheck = '/grpc.health.v1.Health/Check';

/** An uncompressed message without fields: the health of the whole server. */
const emptyMessage = Buffer.alloc(5);

/** One health check over HTTP/2, dialled as {@link askHttp} dials. */
export function askGrpc(options: {
  address: GatewayAddress;
  host: string;
  headers?: Record<string, string>;
  signal: AbortSignal;
}): Promise<Outcome> {
  const { address, host, headers, signal } = options;
  const dialled = address.host.includes(':')
    ? `[${address.host}]`
    : address.host;
  return new Promise(resolve => {
    const session = connect(`${address.scheme}://${dialled}:${address.port}`, {
      servername: host,
    });
    const end = (outcome: Outcome) => {
      resolve(outcome);
      session.destroy();
    };
    const fail = (error: unknown) => end(failureOf(error, signal));
    signal.addEventListener('abort', fail, { once: true });
    session.on('error', fail);
    session.on('close', () => signal.removeEventListener('abort', fail));
    const call = session.request({
      ...headers,
      ':method': 'POST',
      ':path': healthCheck,
      ':authority': host,
      'content-type': 'application/grpc',
      te: 'trailers',
      'user-agent': 'preview-environments probe',
    });
    let head: IncomingHttpHeaders & { ':status'?: number } = {};
    let trailers: IncomingHttpHeaders = {};
    call.on('error', fail);
    call.on('response', received => {
      head = received;
    });
    call.on('trailers', received => {
      trailers = received;
    });
    // What it says does not matter, but it has to flow for the trailers to come; there is no more of it than the patience lasts.
    call.resume();
    call.on('end', () => {
      const status = firstOf(head['grpc-status'] ?? trailers['grpc-status']);
      end({
        kind: 'answer',
        status: head[':status'] ?? 0,
        proof: firstOf(head[proofHeader]),
        location: head.location,
        grpcStatus: status === undefined ? undefined : Number(status),
        headers: headersOf(head),
      });
    });
    call.end(emptyMessage);
  });
}
