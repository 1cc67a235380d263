import { setTimeout as pause } from 'node:timers/promises';
import { Handle, Outcome, PassingAnswer, PassingRequest } from './HttpProxy';
import { Weather } from './Weather';
import { WriteTrap } from './WriteTrap';

/** Longer than a backend waits for an answer. */
const tooLong = 11_000;
/** The share of lost answers that end by the client's patience; the others by a connection that is reset. */
const silentShare = 0.2;

function status(
  code: number,
  reason: string,
  message: string,
  headers: Record<string, string> = {},
): PassingAnswer {
  const value = {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    reason,
    message,
    code,
  };
  return {
    status: code,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(value)),
  };
}

const expired: PassingAnswer = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(
    `${JSON.stringify({
      type: 'ERROR',
      object: JSON.parse(
        status(
          410,
          'Expired',
          'too old resource version: 1 (2)',
        ).body.toString(),
      ),
    })}\n`,
  ),
};

/** What goes wrong between one backend and the API server. */
export function kubernetesFaults(weather: Weather, trap: WriteTrap): Handle {
  return async (request, forward) => {
    if (weather.strikes('Kubernetes 429'))
      return status(429, 'TooManyRequests', 'try again later', {
        'retry-after': '1',
      });
    if (isWatch(request))
      return weather.strikes('Kubernetes 410') ? expired : 'stream';
    if (request.method === 'GET') return forward();
    return write(weather, trap, request, forward);
  };
}

async function write(
  weather: Weather,
  trap: WriteTrap,
  request: PassingRequest,
  forward: () => Promise<PassingAnswer>,
): Promise<Outcome> {
  // A creation is answered so only when the object is there.
  if (request.method !== 'POST' && weather.strikes('Kubernetes 409'))
    return status(
      409,
      'Conflict',
      'the object has been modified; please apply your changes to the latest version and try again',
    );
  const answer = await forward();
  await trap.meet(request);
  if (!weather.strikes('Kubernetes lost answer')) return answer;
  if (weather.chance(silentShare)) await pause(tooLong);
  return 'cut';
}

function isWatch({ method, url }: PassingRequest): boolean {
  return method === 'GET' && /[?&]watch=(true|1)(&|$)/.test(url);
}
