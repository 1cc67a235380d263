import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { GatewayAddress, proofHeader } from '../routing';
import { failureOf, firstOf, headersOf, Outcome } from './outcome';

/**
 * One request to the gateway's address, with the host in SNI and Host header only: the name is never looked up, so that whoever
 * controls its DNS cannot make us dial something else (rule 7.7). Reads no more than the head of the answer and follows nothing.
 */
export function askHttp(options: {
  address: GatewayAddress;
  host: string;
  path: string;
  headers?: Record<string, string>;
  signal: AbortSignal;
}): Promise<Outcome> {
  const { address, host, path, headers, signal } = options;
  const secure = address.scheme === 'https';
  const request = secure ? httpsRequest : httpRequest;
  return new Promise(resolve => {
    const asked = request(
      {
        host: address.host,
        port: address.port,
        path,
        method: 'GET',
        agent: false,
        servername: secure ? host : undefined,
        headers: {
          'user-agent': 'preview-environments probe',
          accept: '*/*',
          ...headers,
          host,
        },
        signal,
      },
      response => {
        resolve({
          kind: 'answer',
          status: response.statusCode ?? 0,
          proof: firstOf(response.headers[proofHeader]),
          location: response.headers.location,
          grpcStatus: undefined,
          headers: headersOf(response.headers),
        });
        response.destroy();
      },
    );
    asked.on('error', error => resolve(failureOf(error, signal)));
    asked.end();
  });
}
