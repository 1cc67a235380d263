import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { statusMatches } from '@previewenv/plugin-preview-environments-common';
import { DesiredEdgeRoute } from '@previewenv/plugin-preview-environments-node';
import { Probe, ProbeStatus } from '../preview';
import { proofHeader, proofOf } from './edgeRoute';

/** Where the gateway listens. Only ever from configuration or the Gateway's status, never from a definition (rule 7.7). */
export interface GatewayAddress {
  host: string;
  port: number;
  scheme: 'http' | 'https';
}

const patienceMilliseconds = 5_000;

/**
 * Asks the preview's host through the real gateway, once, without following redirects. The answer counts when the preview's own
 * route gave it and its status is one that the definition accepts.
 */
export async function probe(
  route: DesiredEdgeRoute & { probe: Probe },
  address: GatewayAddress,
  signal = AbortSignal.timeout(patienceMilliseconds),
): Promise<ProbeStatus> {
  const where = `${route.host}${route.probe.path}`;
  try {
    const { status, proof } = await ask(route, address, signal);
    if (proof !== proofOf(route)) {
      return {
        state: 'failed',
        reason: `${where}: the gateway does not answer with this preview's route yet (status ${status}).`,
      };
    }
    return statusMatches(route.probe.status, status)
      ? { state: 'answered' }
      : {
          state: 'failed',
          reason: `${where} answered with status ${status}; ${route.probe.status} is expected.`,
        };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      state: 'failed',
      reason: `${where}: the gateway at ${address.host}:${address.port} did not answer: ${message}`,
    };
  }
}

function ask(
  route: DesiredEdgeRoute & { probe: Probe },
  address: GatewayAddress,
  signal: AbortSignal,
): Promise<{ status: number; proof: string | undefined }> {
  const request = address.scheme === 'https' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: address.host,
        port: address.port,
        path: route.probe.path,
        method: 'GET',
        agent: false,
        servername: address.scheme === 'https' ? route.host : undefined,
        headers: {
          host: route.host,
          'user-agent': 'preview-environments probe',
          accept: '*/*',
        },
        signal,
      },
      response => {
        const proof = response.headers[proofHeader];
        resolve({
          status: response.statusCode ?? 0,
          proof: Array.isArray(proof) ? proof[0] : proof,
        });
        response.destroy();
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}
