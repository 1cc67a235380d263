import { setTimeout as pause } from 'node:timers/promises';
import { Handle, Outcome, PassingAnswer, PassingRequest } from './HttpProxy';
import { LaggingCopy } from './LaggingCopy';
import { Weather } from './Weather';

/** Seconds that GitHub asks to be left alone for. */
const retryAfter = 3;
/** Of 5,000 in an hour: so few that what can wait does, for seconds here. */
const fewLeft = { limit: 5_000, remaining: 900, seconds: 10 };
/** Characters that a listing loses when it is cut. */
const cutLength = 20;

const pullPath = /^\/api\/v3\/repos\/[^/]+\/[^/]+\/pulls\/\d+(?:\?|$)/;
const listPath = /^\/api\/v3\/repos\/[^/]+\/[^/]+\/pulls\?/;

function json(
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): PassingAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: Buffer.from(JSON.stringify(value)),
  };
}

/** What goes wrong between one backend and the code host. `wrote` hears of every write that gets through. */
export function githubFaults(options: {
  weather: Weather;
  copy: LaggingCopy;
  wrote: (request: PassingRequest) => void;
}): Handle {
  const { weather, copy, wrote } = options;
  return async (request, forward) => {
    const refused = refusal(weather);
    if (refused) return refused;
    if (weather.strikes('GitHub slow'))
      await pause(weather.seconds(2, 6) * 1000);
    if (request.method !== 'GET') wrote(request);
    const answer = withQuota(weather, await forward());
    if (request.method !== 'GET')
      return weather.strikes('GitHub lost answer') ? 'cut' : answer;
    if (listPath.test(request.url)) return listing(weather, answer);
    if (!pullPath.test(request.url)) return answer;
    const older = copy.older(request, answer);
    return older && weather.strikes('GitHub stale 304') ? older : answer;
  };
}

/** A run does in minutes what takes people days, so that the host has no limit but when there is to be one. */
function withQuota(weather: Weather, answer: PassingAnswer): PassingAnswer {
  const headers = Object.fromEntries(
    Object.entries(answer.headers).filter(
      ([name]) => !name.startsWith('x-ratelimit-'),
    ),
  );
  if (!weather.strikes('GitHub few requests left'))
    return { ...answer, headers };
  const { limit, remaining, seconds } = fewLeft;
  const reset = Math.ceil(Date.now() / 1000) + seconds;
  return {
    ...answer,
    headers: {
      ...headers,
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(remaining),
      'x-ratelimit-reset': String(reset),
      'x-ratelimit-resource': 'core',
    },
  };
}

function refusal(weather: Weather): Outcome | undefined {
  if (weather.strikes('GitHub 5xx'))
    return json(weather.pick([500, 502, 503]), { message: 'Server Error' });
  if (weather.strikes('GitHub rate limit'))
    return json(
      403,
      { message: 'You have exceeded a secondary rate limit.' },
      {
        'retry-after': String(retryAfter),
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + retryAfter),
      },
    );
  return undefined;
}

function listing(weather: Weather, answer: PassingAnswer): Outcome {
  if (answer.status !== 200 && answer.status !== 304) return answer;
  if (weather.strikes('GitHub empty list'))
    return json(200, [], { etag: '"none"' });
  if (answer.status !== 200 || !weather.isOn('GitHub truncated page'))
    return answer;
  const items = JSON.parse(answer.body.toString()) as unknown[];
  if (items.length < 2 || !weather.strikes('GitHub truncated page'))
    return answer;
  const half = json(200, items.slice(0, items.length / 2), { etag: '"half"' });
  return weather.pick([
    half,
    { ...half, body: half.body.subarray(0, half.body.length - cutLength) },
  ]);
}
